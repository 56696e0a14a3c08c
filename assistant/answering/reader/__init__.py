"""Question and hits -> how likely each sentence answers it, read together by a small neural network.

Begin with `reader.py`, the protocol; `second_look.py` uses it, `network.py` is the shipped implementation in 8 bits.
"""
