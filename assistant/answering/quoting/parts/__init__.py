"""Document -> what a block is to those around it: an item of a list, its lead-in, a heading, a torn sentence.

Begin with `part.py`; `labels.py` tells what only names what stands beside it, and is no quote.
"""
