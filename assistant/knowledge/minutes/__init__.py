"""What came out of a meeting, read from its minutes: decisions, tasks, results, open points.

Begin with `extract.py`; the rooms are in the order in which they know each other in docs/ARCHITECTURE.md.
"""
