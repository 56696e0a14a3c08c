"""Question sets, read from files."""
