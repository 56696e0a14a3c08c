"""What became of an outcome: done, repealed by a later decision, or told again in a copy of the minutes."""
