"""Two versions of a paper are one series, whatever the properties of a file and its name say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.reading.describing.describe import FilePlace, describe
from assistant.reading.describing.superseding import superseded
from assistant.reading.describing.versions import series_of
from assistant.reading.plain.markdown import read_markdown
from assistant.records import DocumentInfo


def described(path: str, text: str, title: str | None = None) -> DocumentInfo:
    reading = replace(read_markdown(text.encode(), "datei.md"), title=title)
    return describe(reading, FilePlace(path, path, "foerderung", type="funding", audience="public"), path).info


def version(name: str, line: str) -> str | None:
    found = series_of("Richtlinie Umbaubonus", name, f"Richtlinie Umbaubonus\n\n{line}\n", "funding", "public", None)
    return found.version.value if found else None


def test_a_title_of_the_properties_with_a_word_less_and_a_name_that_says_final_part_no_versions() -> None:
    old = described(
        "RL_2024_final.docx",
        "# Richtlinie Umbaubonus Nordmark\n\nFassung vom 15. Januar 2024 – Netz Nordmark e. V.\n",
        "Microsoft Word - Vorlage",
    )
    new = described(
        "Richtlinie-2026.pdf",
        "# Richtlinie Umbaubonus Nordmark\n\nFassung vom 2. März 2026 (ersetzt die Fassung vom 15. Januar 2024)\n",
        "Richtlinie Umbaubonus 2026",
    )
    assert [old.version, new.version] == ["Fassung vom 15. Januar 2024", "Fassung vom 2. März 2026"]
    assert superseded([old, new]) == {old.id: new}


@pytest.mark.parametrize(
    ("stated", "path", "title"),
    [
        ("Richtlinie Umbaubonus", "a.pdf", "Richtlinie Umbaubonus Nordmark"),
        ("Richtlinie Umbaubonus 2026", "bonus 2026.pdf", "Richtlinie Umbaubonus Nordmark"),
        ("Richtlinie Umbaubonus 2026", "a.pdf", "Richtlinie Umbaubonus 2026"),  # the year stands nowhere else
        ("Umbaubonus", "a.pdf", "Umbaubonus"),
        ("Richtlinie Werkstattbonus Nordmark", "a.pdf", "Richtlinie Werkstattbonus Nordmark"),
        ("Richtlinie Umbaubonus", "a.html", "Richtlinie Umbaubonus"),
    ],
)
def test_a_heading_with_one_word_more_than_unseen_properties_is_the_title(stated: str, path: str, title: str) -> None:
    assert described(path, "# Richtlinie Umbaubonus Nordmark\n\nText.\n", stated).title == title


@pytest.mark.parametrize(
    ("name", "line", "expected"),
    [
        ("RL_final", "Stand: 3. Mai 2025", "Stand: 3. Mai 2025"),
        ("RL_v2 final", "Fassung vom 3. Mai 2025 | Netz Nordmark", "Fassung vom 3. Mai 2025"),
        ("RL_v2", "Fassung vom 3. Mai 2025 | Netz Nordmark", "v2"),
        ("RL_Entwurf", "Stand: 3. Mai 2025", "Entwurf"),
        ("RL_final", "Die Fassung vom 3. Mai 2025 war kürzer als diese.", "final"),
        ("RL", "Fassung vom 3. Mai 2025 – zuletzt geändert am 4. Juni 2025", None),
        ("RL", "Fassung vom 3. Mai 2025, sie gilt weiter.", None),
    ],
)
def test_a_day_of_the_text_goes_before_a_name_that_says_final(name: str, line: str, expected: str | None) -> None:
    assert version(name, line) == expected
