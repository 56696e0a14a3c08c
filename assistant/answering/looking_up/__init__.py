"""Question -> Answer from the facts extracted of programmes and meetings, without searching passages.

Begin with `look_up.py`: it tries one kind of question after the other (a list, a comparison, the status of one
programme, programmes for a purpose, meetings, outcomes). None means that the question has to be searched for.
"""
