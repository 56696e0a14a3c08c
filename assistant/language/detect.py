"""The language of a text, told by its function words."""

from __future__ import annotations

import re

from assistant.language.stopwords import ENGLISH, GERMAN
from assistant.language.terms import fold
from assistant.records import Language

_WORD = re.compile(r"[^\W\d_]++")
_ONLY_GERMAN = GERMAN - ENGLISH
_ONLY_ENGLISH = ENGLISH - GERMAN
# What keywords alone say ("KMU funding rate"): words of questions that German texts do not use.
_KEYWORDS = """
    amount applicant applicants application apply clubs companies company conditions contact cost costs duration
    eligibility eligible firms funded funding grant grants how much office percentage reason requirement requirements
    small smes submission universities venue
"""
_ENGLISH_KEYWORDS = frozenset(_KEYWORDS.split())
_GERMAN_ENDING = re.compile(r"\w+(?:ung|ungen|keit|heit|schaft|frist|zuschuss|quote|kosten|betrieb|betriebe)")


def detect(text: str) -> Language:
    """English when English function words outnumber the German ones, else German; so German for text without any.

    Where both are as many, keywords that only English uses decide, unless there are German ones.
    """
    words = _WORD.findall(fold(text))
    german = sum(word in _ONLY_GERMAN for word in words)
    english = sum(word in _ONLY_ENGLISH for word in words)
    if english != german:
        return "en" if english > german else "de"
    if not _ENGLISH_KEYWORDS.intersection(words):
        return "de"
    return (
        "de"
        if any(letter in "äöüß" for letter in text.casefold()) or any(map(_GERMAN_ENDING.fullmatch, words))
        else "en"
    )
