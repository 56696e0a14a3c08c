"""Document -> facts of the funding programmes that it tells of: rates, deadlines, applicants, regions, status.

Begin with `extract.py`; `facts.py` has the records, `programme_question.py` finds out which programmes a question
wants.
"""
