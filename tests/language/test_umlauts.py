"""Umlauts that were written out."""

from __future__ import annotations

import pytest

from assistant.language.umlauts import with_umlauts


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Muessen wir fuer Massnahmen zahlen?", "Müssen wir für Maßnahmen zahlen?"),
        ("Wofuer ist die Behoerde zustaendig?", "Wofür ist die Behörde zuständig?"),
        ("Ueber welche Hoehe?", "Über welche Höhe?"),
        ("Aktuelle Quellen, dass man muss, Goethe, Steuern", "Aktuelle Quellen, dass man muss, Goethe, Steuern"),
        ("Strasse und Masse", "Strasse und Masse"),  # the first is spelled so in Switzerland, the second is a word
        ("Xoelk Qwueler", "Xoelk Qwueler"),
        ("Was does it cost, und wie hoch ist die Foerderung?", "Was does it cost, und wie hoch ist die Förderung?"),
        ("Schon mit Ü und ß: Größe", "Schon mit Ü und ß: Größe"),
    ],
)
def test_words_get_the_umlauts_that_the_dictionary_tells(typed: str, meant: str) -> None:
    assert with_umlauts(typed) == meant
