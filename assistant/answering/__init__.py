"""Question -> Answer: an answer of verbatim quotes, each verified, or an abstention with its reason.

Begin with `ask.py`, which goes from a question to its answer; `assistant.py` is what programs call.
The steps lie in the packages below: understanding, weighing, reader, promoting, quoting, proving.
Instead of a search `looking_up` answers from extracted facts, and `writing` has a language model word the quotes.
"""
