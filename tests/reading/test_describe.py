"""Title, date, type, audience: from the rules, else from the text."""

from __future__ import annotations

import datetime
import time

import pytest

from assistant.reading.describe import audience_of, describe
from assistant.reading.markdown import read_markdown
from assistant.reading.rules import Decision, Rule, Rules
from assistant.reading.text import read_text
from assistant.records import Audience, DocumentInfo, Reading


def described(reading: Reading, path: str = "ordner/datei.md", root: str = "", **decided: str) -> DocumentInfo:
    rules = Rules((Rule("**", Decision(**decided)),))  # type: ignore[arg-type]
    return describe(reading, path, path, rules.decide(path), "internal", None, "kennung", root)


def markdown(source: str) -> Reading:
    return read_markdown(source.encode(), "datei.md")


def plain(source: str) -> Reading:
    return read_text(source.encode(), "datei.txt")


@pytest.mark.parametrize(
    ("reading", "title"),
    [
        (markdown("---\ntitle: Aus dem Kopf\n---\n# Überschrift\n"), "Aus dem Kopf"),
        (markdown("---\ntitle: Microsoft Word - Brief.docx\n---\n# Überschrift\n"), "Überschrift"),
        (markdown("Vorspann\n\n# **Die** [Studie](https://example.org)\n\n## Teil\n"), "Die Studie"),
        (markdown("# Titel der Förderlinie: Cybersicherheit\n"), "Cybersicherheit"),
        (markdown("### backlink: https://example.org/pad\n\nTops\n====\n\nEnde\n====\n"), "datei"),
        (markdown("14.01.2015\n\n- erstens\n"), "datei"),
        (plain("Erste Zeile\n\nText."), "Erste Zeile"),
    ],
)
def test_the_title_is_the_first_sensible_candidate(reading: Reading, title: str) -> None:
    assert described(reading).title == title


@pytest.mark.parametrize("sign", ["[", "![x](", "<", "*", "_", "`"])
def test_a_title_of_signs_takes_no_time(sign: str) -> None:
    started = time.process_time()
    assert described(plain(f"Titel {sign * 50_000}")).title == "datei"
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    ("text", "path", "date"),
    [
        ("---\ndate: 2024-05-03\n---\nText", "2022-11-29 a.md", datetime.date(2024, 5, 3)),
        ("Text vom 1. Mai 2020", "2022-11-29 a.md", datetime.date(2022, 11, 29)),
        ("# Titel\nDienstag, 29. November 2022\n\nAm 1. Mai 2020 begann es.", "a.md", datetime.date(2022, 11, 29)),
        ("# Titel\n\n**Datum:** 24.06.2025  \n**Zeit:** 14 Uhr", "a.md", datetime.date(2025, 6, 24)),
        ("# Bekanntmachung\n\nVom 11. April 2023\n\nText", "a.md", datetime.date(2023, 4, 11)),
        ("Titel\nOktober 2022\n\nText", "a.txt", datetime.date(2022, 10, 1)),
        ("Braunschweig, den 3. Mai 2024\n\nText", "a.txt", datetime.date(2024, 5, 3)),
        ("Das Treffen am 5. Juni 2023 war gut.", "a.txt", datetime.date(2023, 6, 5)),
        ("Text. " * 100 + "Anträge bis 5. Juni 2023.", "a.txt", None),
        ("Im Jahr 2023 geschah nichts.", "a.txt", None),
    ],
)
def test_the_date_comes_from_the_best_place(text: str, path: str, date: datetime.date | None) -> None:
    reading = markdown(text) if path.endswith(".md") else plain(text)
    assert described(reading, path).date == date


@pytest.mark.parametrize(
    ("text", "path", "type"),
    [
        ("Pressemitteilung\n\nText", "a.txt", "press_release"),
        ("TransformationsRat: erste Sitzung\n\nText", "a.txt", "minutes"),
        ("Auftakt\n\nText", "protokoll-20150715.txt", "minutes"),
        ("Richtlinie zur Förderung von Kursen\n\nText", "a.txt", "funding"),
        ("Land fördert Projekte\n\nText", "a.txt", "other"),
        ("Abschlussbericht des Projekts\n\nText", "a.txt", "study"),
        ("Einladung zum Workshop\n\nText", "a.txt", "other"),
        ("Titel\n\nPresseinformation Nr. 3. Text", "a.txt", "press_release"),
    ],
)
def test_the_type_is_guessed_from_words(text: str, path: str, type: str) -> None:
    assert described(plain(text), path).type == type


PRESS_CONTACT = "\n\nDas Werk stellt um.\n\nPressekontakt: Neele Tüxen, presse@werk.example"


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Werk stellt um\n\nOberahle, 4. September 2025. Es geht los." + PRESS_CONTACT, "press_release"),
        ("# Werk stellt um\n\n**Oberahle, den 04.09.2025** – Es geht los." + PRESS_CONTACT, "press_release"),
        ("Werk stellt um\n\n04.09.2025 | Oberahle/Berlin - Es geht los." + PRESS_CONTACT, "press_release"),
        ("Werk stellt um\n\nEs geht los am 4. September 2025." + PRESS_CONTACT, "other"),
        ("Werk stellt um\n\nOberahle, 4. September 2025. Es geht los.", "other"),
        ("Protokoll vom Werk\n\nOberahle, 4. September 2025" + PRESS_CONTACT, "minutes"),
    ],
)
def test_a_dateline_and_a_press_contact_make_a_press_release(text: str, type: str) -> None:
    assert described(plain(text), "a.txt").type == type


@pytest.mark.parametrize(
    ("root", "path", "type"),
    [
        ("Presse", "a.txt", "press_release"),
        ("korpus", "Pressemitteilungen/2024/a.txt", "press_release"),
        ("presse", "protokolle/a.txt", "minutes"),
        ("Förderung", "alt/a.txt", "funding"),
        ("korpus", "studies/a.txt", "study"),
        ("korpus", "pressereisen/a.txt", "other"),
        ("presse", "studie-2024.txt", "study"),
    ],
)
def test_without_a_word_for_it_the_nearest_folder_says_the_type(root: str, path: str, type: str) -> None:
    assert described(plain("Werk stellt um\n\nText."), path, root).type == type


def test_words_in_the_text_and_rules_go_before_the_folder() -> None:
    text = plain("Werk stellt um\n\nPresseinformation Nr. 3")
    assert described(text, "protokolle/a.txt").type == "press_release"
    assert described(plain("Text."), "protokolle/a.txt", type="other").type == "other"


def test_the_rules_decide_before_any_guess() -> None:
    info = described(
        plain("Protokoll\n\nText"), type="study", lab="Technologie", topic="Batterie", url="https://example.org/{path}"
    )
    assert (info.type, info.lab, info.topic) == ("study", "Technologie", "Batterie")
    assert info.url == "https://example.org/ordner/datei.md"


@pytest.mark.parametrize(
    ("by_rule", "demanded", "audience"),
    [
        (None, None, "internal"),
        ("public", None, "public"),
        (None, "public", "public"),
        ("internal", "public", "internal"),
        ("public", "internal", "internal"),
    ],
)
def test_the_stricter_audience_wins(by_rule: Audience | None, demanded: Audience | None, audience: Audience) -> None:
    assert audience_of(Decision(audience=by_rule), demanded) == audience


def test_the_callers_type_wins_over_the_rule() -> None:
    decided = Decision(type="study")
    assert describe(plain("Text."), "a.txt", "a.txt", decided, "internal", "minutes", "kennung").type == "minutes"


def test_the_language_is_detected() -> None:
    assert (
        described(plain("The network advises companies about funding and helps them with the application.")).language
        == "en"
    )
    assert described(plain("Das Netzwerk berät Betriebe und hilft ihnen bei dem Antrag.")).language == "de"
