"""Sentence -> Quote: the verbatim stretch that is shown for a sentence, and the exact words in it.

Begin with `quote.py`, which widens a sentence until it can be understood alone; `exact.py` finds the shortest answer in
it, `parts/` tells what the blocks of its document are to each other, `above/` what is shown above it. A Quote is always
`document.text[start:end]`, white space aside.
"""
