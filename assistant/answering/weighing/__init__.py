"""Hits -> scored sentences, and the judgement whether the best of them is an answer.

Begin with `weigh.py`, which scores; `abstain.py` decides. The numbers learnt for both stand in `yardstick.py`.
"""
