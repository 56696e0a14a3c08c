"""What is for the staff: sign-in, search, numbers, feedback, questions without an answer, monitoring."""
