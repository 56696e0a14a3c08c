"""What the law wants on pages: imprint, privacy, accessibility; true for the settings in force."""
