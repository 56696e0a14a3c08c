"""Text -> what German and English tell of it: sentences, terms, figures, dates, names, negation.

Functions of plain strings that know nothing of documents. Begin with `sentences.py` (boundaries) and `terms.py` (the
analysis of the lexical search); spans are half-open offsets into the string that was given.
"""
