"""Minutes typed line by line, as in a pad: each line is read by itself, and what is only wrapped is one sentence."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from meetings import found, minutes, told

from assistant.indexing.embedding.pairs import Stretch
from assistant.knowledge.minutes.classifier.classifier import Prediction
from assistant.knowledge.minutes.extract import outcomes_of
from assistant.knowledge.minutes.sentences.line_breaks import by_line

PAD = """# Orga

Dabei: Tom, Svea, Imke

Tom klärt das mit der IHK bis 12.5.
Svea mietet den Raum
Saal ist gebucht
"""


class AllResults:
    """A classifier that takes each sentence for a result."""

    def predict(self, stretches: Sequence[Stretch]) -> list[tuple[Prediction, ...]]:
        return [(Prediction(("result",)),) * len(stretch.sentences) for stretch in stretches]


def pieces(text: str) -> list[str]:
    """The texts of the blocks below the title."""
    document = minutes(text)
    return [document.text[block.start : block.end] for block in by_line(document).blocks[1:]]


def test_each_line_is_an_outcome_with_its_own_person_and_deadline() -> None:
    assert [(one.kind, one.text, one.persons, one.due.words if one.due else "") for one in found(PAD)] == [
        ("task", "Tom klärt das mit der IHK bis 12.5.", ("Tom",), "12.5."),
        ("task", "Svea mietet den Raum", ("Svea",), ""),
        ("result", "Saal ist gebucht", (), ""),
    ]


def test_each_line_below_a_heading_or_a_lead_is_one() -> None:
    lines = "Bus mieten (Tom)\nRaum buchen (Svea) bis 3.5.\nDie Stadt fragen"
    for lead in ("### Aufgaben\n\n", "Aufgaben:\n", "Aufgaben:\n\n"):
        assert told(f"# Orga\n\n## Messe\n\n{lead}{lines}\n") == [
            ("task", "Bus mieten (Tom)"),
            ("task", "Raum buchen (Svea) bis 3.5."),
            ("task", "Die Stadt fragen"),
        ]


def test_a_vote_in_the_next_line_is_one_on_the_line_above() -> None:
    decision, task = found("# Orga\n\nBeschluss: Der Zaun wird grün\nJa: 7, Nein: 1\nSvea mietet den Raum\n")
    assert (decision.text, decision.vote) == ("Der Zaun wird grün Ja: 7, Nein: 1", "Ja: 7, Nein: 1")
    assert (task.text, task.persons) == ("Svea mietet den Raum", ("Svea",))


def test_lines_in_small_letters_are_read_by_themselves_where_all_are_so() -> None:
    assert pieces("# Orga\n\ntom klärt den preis\nsvea mietet den raum\n") == [
        "tom klärt den preis",
        "svea mietet den raum",
    ]


@pytest.mark.parametrize(
    "text",
    [
        # wrapped at a width, also before words with capitals
        "Der Beirat beschließt einstimmig, den Ladepark um zwölf\nLadepunkte zu erweitern und die Stadt um einen\n"
        "Zuschuss für die Wartung zu bitten. Svea fragt bis zum\n12. Mai bei der IHK nach, ob die Mitglieder des\n"
        "Ausschusses kommen.",
        "Svea mietet den Raum\nfür die Sitzung",
        "Svea mietet den Raum und\nTom den Bus",
        "Svea mietet den Raum (im\nRathaus)",
        "Svea mietet einen Raum bei Frau\nRohwer",
        "Svea mietet den Raum\n(im Rathaus)",
        "Svea mietet den Raum\n-> Angebot",
        "Svea mietet den Raum:\n[Link](https://raum.example/angebote)",
    ],
)
def test_a_sentence_that_is_only_wrapped_stays_one(text: str) -> None:
    assert pieces(f"# Sitzung\n\n{text}\n") == [text]


def test_a_full_stop_at_the_end_of_a_line_leaves_the_paragraph_whole() -> None:
    text = "Svea mietet den Raum.\nTom klärt den Preis.\nDer Saal ist gebucht."
    assert pieces(f"# Sitzung\n\n{text}\n") == [text]


def test_a_long_address_says_nothing_of_the_width() -> None:
    wrapped = "Wir schauen uns die Anleitung gemeinsam an und legen dann das\nVorgehen fest"
    address = "[https://pad.example/" + "x" * 90 + "](https://pad.example/)\nhat den Text"
    assert pieces(f"# Sitzung\n\n{wrapped}\n\n{address}\n")[0] == wrapped


def test_how_a_writer_takes_leave_is_no_outcome_whatever_a_classifier_says() -> None:
    leave = "Bis denne\nTom\n\nIm Auftrage\nSvea\n\ni. A. Svea\n\nGeschrieben: Loidl\n"
    text = f"# Orga\n\nDabei: Tom, Svea\n\nSaal ist gebucht\n\n{leave}"
    assert [one.text for one in outcomes_of(minutes(text), AllResults())] == ["Saal ist gebucht"]


def test_whoever_types_small_letters_only_ends_each_line_too() -> None:
    lines = (
        "** hochvolt **",
        "tim hat die liste der anbieter damals übernommen, dann war er krank",
        "wir probieren das mit einer sammelgruppe im september zu starten",
        "mareike fragt bei federle an, bis 20.6.",
        "auflage 1500",
    )
    assert pieces("# Orga\n\nkurs\n\n" + "\n".join(lines) + "\n") == ["kurs", *lines]


def test_what_is_wrapped_in_small_letters_stays_one_sentence() -> None:
    wrapped = (
        "mareike fragt die anbieter, ob sie im herbst noch einen kurs\n"
        "machen können, und sagt uns allen danach bescheid, damit wir\nwissen, wen wir einladen sollen"
    )
    assert pieces(f"# Orga\n\nkurs\n\n{wrapped}\n") == ["kurs", wrapped]


def test_an_arrow_with_more_than_a_word_begins_what_came_of_the_line_above() -> None:
    text = "Lange Debatte über die Messe\n-> probieren wir einmal\n=> Svea fragt den Verleih"
    assert pieces(f"# Orga\n\nStand\n\n{text}\n") == ["Stand", *text.split("\n")]
    said = [one.text for one in outcomes_of(minutes(f"# Orga\n\n{text}\n"), AllResults())]
    assert said[1:] == ["probieren wir einmal", "Svea fragt den Verleih"]
