"""What a question is about, told by its nouns."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.subject import own_words, phrases, subject

SUBJECTS = (
    ("Wie hoch ist die Förderquote beim Werkstattbonus?", "Werkstattbonus"),
    ("Bis wann muss die Skizze beim Wettbewerb Guss – Form vorliegen?", "Skizze beim Wettbewerb Guss – Form"),
    ("Warum hat die Kammer den Zuschuss für den Messestand abgelehnt?", "Kammer, Zuschuss für den Messestand"),
    ("Wie viel Geld hat der Bund 2023 für regionale Labs vorgesehen?", "Bund 2023 für regionale Labs"),
    ("Wie viele Anforderungen standen in der Liste?", "Anforderungen, Liste"),
    ("Was steht im Protokoll vom 8. April 2025?", "Protokoll vom 8. April 2025"),
    ("go-guss initial, wieviel geld gibt es in der vorstufe", "go-guss initial, vorstufe"),
    ("GO-Guss initial, wie viel Geld gibt es?", "GO-Guss initial"),
    ("WIE HOCH IST DER WERKSTATTBONUS?", "WERKSTATTBONUS"),
    ("How long does the Foundry project run?", "Foundry project"),
    ("Werkstatt-Check wie hoch ist der Zuschuss", "Werkstatt-Check"),
    ("Welche fünf Boote und zwölf Kähne liegen im Hafen?", "fünf Boote und zwölf Kähne, Hafen"),
    ("Wie hoch ist der Zuschuss?", "Zuschuss"),
    ("Wir planen Bootshallen, welche Förderung gibt es?", "Bootshallen"),
    ("Ich möchte Taucher schulen, wer hilft mir?", "Taucher"),
    ("Wo fallen Liegeplätze weg?", "Liegeplätze"),
    ("Wo gibt es freie Liegeplätze?", "freie Liegeplätze"),
    ("wir möchten bootshallen bauen", "bootshallen"),
    ("Wie lange braucht ein Netzanschluss?", "Netzanschluss"),
    ("Bis wann?", ""),
    ("Wie hoch ist die Förderquote?", "Förderquote"),
    ("", ""),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SUBJECTS)
def test_the_subject_is_the_nouns_without_what_is_asked_of_them(text: str, expected: str) -> None:
    assert subject(text) == expected


OWN = (
    ("Wer leitet das Netzwerk?", []),
    ("Wie hoch ist die Förderung für Vereine?", []),
    ("Wie hoch ist die Förderung für Handwerker, Landkreise und Forschungsinstitute?", []),
    ("Wie viel zahlt die Stiftung für Boote?", ["Stiftung", "Boote"]),
    ("Welche Frist gilt für den Antrag?", []),
    ("Wie hoch ist der Werkstattbonus?", ["Werkstattbonus"]),
    ("Wer vergibt ihn?", []),
    ("wer vergibt den werkstattbonus", ["werkstattbonus"]),
    ("Who decides?", []),
    ("kann man das verlängern", []),
    ("was wurde zum messestand gesagt?", ["messestand"]),
    ("wann ist die sitzung gewesen", []),
    ("wer hat gefehlt?", []),
    ("wie hoch ist das gehalt?", ["gehalt"]),
    ("wie hoch sind gebühren?", ["gebühren"]),
    ("wo finde ich angebot", ["angebot"]),
    ("wann kommt lagebericht?", ["lagebericht"]),
    ("was macht gesundheitsamt?", ["gesundheitsamt"]),
    ("wer hilft geflüchteten?", ["geflüchteten"]),
    ("was ist mit dem hub?", ["hub"]),
    ("welche regeln gelten für auslagen?", ["regeln", "auslagen"]),
    ("wer macht engagement", ["engagement"]),
    ("who leads the management", ["management"]),
    ("who leads workers", ["workers"]),
    ("wie hoch sind die Reisekosten?", ["Reisekosten"]),
    ("Wie hoch sind die Projektkosten?", []),
    ("Wie stark ist der Umsatz gesunken?", ["Umsatz"]),
    ("Wie lange dauert es, bis man einen Stromanschluss bekommt?", ["Stromanschluss"]),
    ("Wann ist der Antragsschluss, und wie hoch sind Fördersatz und Hebesatz?", []),
    ("What documents do we need?", []),
    ("Wie ist die Telefonnummer von Imke Rohwer?", ["Imke", "Rohwer"]),
    ("Welche Telefonnummer?", []),
    ("Welche Mailadresse hat der Hafen?", ["Hafen"]),
    ("Who runs the test bench?", ["test", "bench"]),
)


@pytest.mark.parametrize(("text", "expected"), OWN)
def test_what_all_documents_are_about_is_no_subject_of_one_question(text: str, expected: list[str]) -> None:
    assert [word.text for word in own_words(text)] == expected


@given(st.text(max_size=200))
def test_phrases_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    found = phrases(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
