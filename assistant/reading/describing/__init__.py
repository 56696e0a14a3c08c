"""What a document is, as far as rules, its text and its name tell."""
