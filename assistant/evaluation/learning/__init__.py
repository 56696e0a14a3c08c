"""What the search learns from questions."""
