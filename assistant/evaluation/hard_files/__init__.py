"""Files that are hard to read, and what is expected of each."""
