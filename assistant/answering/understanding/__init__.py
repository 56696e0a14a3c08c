"""Question -> Understanding: what is asked for, in which words, and what it goes on from.

Begin with `understand.py`; `following.py` gives a follow-up the subject of the conversation, `parts_of_question.py`
takes several questions in one apart.
"""
