"""What an operator is told of the program at work: log lines, times of stages, traces. No word of what was asked."""
