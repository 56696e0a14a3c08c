"""Measures how good and how fast the assistant is, and teaches its models. Read `run.py` first."""
