"""The meeting itself: its body, when and where it was, who led it, wrote and came, and when it meets again."""
