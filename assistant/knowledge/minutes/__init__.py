"""What came out of a meeting, read from its minutes: decisions, tasks, results, open points."""
