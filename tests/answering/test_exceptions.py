"""A quote brings what is said right behind it and takes a part of it back."""

from __future__ import annotations

import pytest
from made import document, sentence

from assistant.answering.quoting.quote import quote

FEE = "Die Nutzung kostet 480 Euro je Tag."


def quoted(text: str, beginning: str = "Die Nutzung", limit: int = 600) -> str:
    source = document(f"# Halle\n\nDer Kran steht am Kai. {text}")
    found = quote(source, sentence(source, beginning), limit)
    assert found is not None
    return found.text


@pytest.mark.parametrize(
    "exception",
    [
        "Abweichend davon zahlen kleine Betriebe nichts.",
        "Abweichend von Satz 1 zahlen Schulen nichts.",
        "(2) Abweichend gilt für Schulen ein Satz von 20 Euro.",
        "Davon ausgenommen sind Schulen.",
        "Hiervon ausgenommen sind Schulen.",
        "Dies gilt nicht für Schulen.",
        "Eine Ausnahme gilt für Schulen.",
        "Nicht davon betroffen sind Schulen.",
    ],
)
def test_an_exception_comes_along(exception: str) -> None:
    assert quoted(f"{FEE} {exception} Die Halle ist hell.") == f"{FEE} {exception}"
    assert quoted(f"{FEE}\n\n{exception} Die Halle ist hell.") == f"{FEE} {exception}"
    assert quoted(f"{FEE} {exception}", limit=40) == FEE


@pytest.mark.parametrize(
    "behind", ["Abweichende Preise stehen am Tor.", "Davon zahlt das Land die Hälfte.", "Nichts ist frei."]
)
def test_what_only_begins_like_one_stays_away(behind: str) -> None:
    assert quoted(f"{FEE} {behind}") == FEE


def test_an_exception_that_is_a_list_comes_whole_or_not_at_all() -> None:
    listed = f"{FEE}\n\nDavon ausgenommen sind:\n\n- Schulen\n- Vereine\n\nDie Halle ist hell."
    assert quoted(listed) == f"{FEE} Davon ausgenommen sind: - Schulen - Vereine"
    assert quoted(listed, limit=62) == FEE
    items = "Bezahlt werden:\n\n- Kurse\n- Prüfungen\n\nAusgenommen sind Sprachkurse."
    assert quoted(items, "Kurse") == "Bezahlt werden: - Kurse - Prüfungen Ausgenommen sind Sprachkurse."


def test_below_a_heading_that_denies_both_come_along() -> None:
    source = document("# Halle\n\n## Nicht gefördert\n\nSprachkurse und Reisen. Dies gilt nicht für Schulen.\n")
    found = quote(source, sentence(source, "Sprachkurse"))
    assert found is not None
    assert found.text == "Nicht gefördert Sprachkurse und Reisen. Dies gilt nicht für Schulen."
