"""What the documents say, as facts that one can list, filter and sort, each with the words that prove it."""
