"""A sentence and its quotes -> whether the quotes prove it; the parts of `verify.py`.

Begin with `claims.py`. Both texts are taken apart (`statements.py`) and figures, bounds, mood and negation held against
each other; what only differs in wording is left to a small network (`entailment.py` is its protocol).
"""
