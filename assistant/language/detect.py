"""The language of a text, told by its function words."""

from __future__ import annotations

import re

from assistant.language.stopwords import ENGLISH, GERMAN
from assistant.language.terms import fold
from assistant.records import Language

_WORD = re.compile(r"[^\W\d_]++")
# "Kick-off" and "Start-up" are words of both: their parts say nothing.
_JOINED = re.compile(r"(?<![^\W\d_])[^\W\d_]++(?:-[^\W\d_]++)+")
_FIRST = re.compile(r"\b([A-ZÄÖÜ][a-zäöüß]{3,30}) I\b")  # "Halle I", and "Should I"
# What only an English question or request begins with, whatever German names stand in it.
_BEGINS = re.compile(
    r"\W*(?:what|which|who|whose|whom|when|where|why|how|please|explain|define|describe|summari[sz]e)(?![\w-])"
)
_LONGEST_QUESTION = 200  # characters
_SMALL = re.compile(r"\b[a-zäöüß]++\b")
_ONLY_GERMAN = GERMAN - ENGLISH
_ONLY_ENGLISH = ENGLISH - GERMAN
# What keywords alone say ("KMU funding rate"): words of questions that German texts do not use.
_KEYWORDS = """
    amount applicant applicants application apply clubs companies company conditions contact cost costs decisions
    duration eligibility eligible employees firms funded funding grant grants how loan loans much office percentage
    please reason requirement requirements small smes submission subsidies tasks universities upcoming vehicles venue
"""
_ENGLISH_KEYWORDS = frozenset(_KEYWORDS.split())
_GERMAN_ENDING = re.compile(r"\w+(?:ung|ungen|keit|heit|schaft|frist|zuschuss|quote|kosten|betrieb|betriebe)")


def detect(text: str) -> Language:
    """English when English function words outnumber the German ones, else German; so German for text without any.

    A question that begins as only English ones do is English. Where both are as many, keywords that only English uses
    decide, unless there are German ones. A word with an umlaut that is no noun is a German one.
    """
    folded = fold(text)
    if len(text) <= _LONGEST_QUESTION and _BEGINS.match(folded):
        return "en"
    words = _WORD.findall(_JOINED.sub(" ", fold(_FIRST.sub(_without_number, text))))
    marked = {fold(word) for word in _SMALL.findall(text) if not word.isascii()}
    german = sum(word in _ONLY_GERMAN or word in marked for word in words)
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


def _without_number(found: re.Match[str]) -> str:
    """The noun without the Roman number behind it."""
    return found[0] if fold(found[1]) in ENGLISH else found[1]
