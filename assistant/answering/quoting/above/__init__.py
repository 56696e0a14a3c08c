"""Quote -> what is shown above it: headings, what it refers back to, and the places that it only points to.

Begin with `context.py`, which puts it together; `pointers.py` finds the words that point elsewhere, `pointed.py` and
`named.py` what stands there, in other parts of the same text (`works.py`), too.
"""
