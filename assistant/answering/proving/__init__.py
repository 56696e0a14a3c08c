"""The parts of `verify.py`: a sentence and its quotes taken apart and held against one another."""
