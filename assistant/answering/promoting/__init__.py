"""Ranked sentences -> the order in which they become quotes: what answers better than its score says goes first.

A score tells how well a sentence fits the question, not whether a newer version contradicts it, whether it is only the
exception to a rule, or whether the question names the section that it stands in. Each module moves one such kind of
sentence to the front; `table_row.py` drops rows that another row outdoes. Begin with `promote.py`, which calls
them in order.
"""
