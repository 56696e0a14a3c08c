"""What headings, labels, lists and tables of minutes say of what stands in them, before any sentence is read."""
