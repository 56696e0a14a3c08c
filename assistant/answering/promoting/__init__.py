"""Ranked sentences -> the order in which they become quotes: what answers better than its score says goes first.

A score tells how well a sentence fits the question, not whether a newer version contradicts it, whether it is only the
exception to a rule, or whether the question names the section that it stands in. Each module finds one such kind of
sentence, which `promote.py` puts first (read that first); `table_row.py` drops rows that another row outdoes.
"""
