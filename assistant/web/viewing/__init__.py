"""A document opened at a quote: its text, its pages as images, its original file."""
