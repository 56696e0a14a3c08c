"""What becomes of an answer: votes, questions without an answer, and the gold lines that staff make of them."""
