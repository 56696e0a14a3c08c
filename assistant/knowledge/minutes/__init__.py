"""What came out of a meeting, read from its minutes: decisions, tasks, results, open points.

Begin with `extract.py`; the rooms know those before them: people, structure, sentences, classifier, tasks, status,
meeting, questions.
"""
