"""Query -> Hits: the passages that a caller may see, the best first.

Begin with `retrieve.py`, the whole search in one function: word the query, collect candidates of three searches, fuse
their features into one score, arrange. `live_retriever.py` keeps the searched generation the newest one.
"""
