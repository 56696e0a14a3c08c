"""Hits and an extractive answer -> the same answer in the words of a language model, as far as quotes prove it.

Begin with `generate.py`. Only used where ASSISTANT_LLM names a model; the extractive answer stands where it fails.
"""
