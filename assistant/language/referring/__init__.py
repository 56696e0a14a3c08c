"""A sentence and what stands before it -> whether it can be understood alone.

Begin with `refers_back.py` (a sentence by itself) and `takes_up.py` (held against the one before it); `rules.py` says
which words refer back, each rule with an example.
"""
