"""A vote is told with what it was on, ends it, and is no decision of its own."""

from __future__ import annotations

import pytest
from meetings import found, told


@pytest.mark.parametrize(
    ("text", "decision", "vote"),
    [
        (
            "Nach Aussprache wird beschlossen: Der Zaun wird grün. Abstimmung: 4 Ja, 0 Nein.",
            "Nach Aussprache wird beschlossen: Der Zaun wird grün. Abstimmung: 4 Ja, 0 Nein.",
            "4 Ja, 0 Nein",
        ),
        ("Abstimmung: Das Tor bleibt zu. 4 Ja / 1 Nein / 1 Enth.", None, "4 Ja / 1 Nein / 1 Enth."),
        ("Das Tor soll zubleiben. Die Runde stimmt wie folgt ab: 4 Ja, 1 Nein.", None, "4 Ja, 1 Nein"),
        ("Das Tor soll zubleiben. 4 Ja, 1 Nein Der Antrag ist damit angenommen.", None, "4 Ja, 1 Nein"),
        ("Das Tor soll zubleiben. Der Antrag wird einstimmig angenommen.", None, "einstimmig"),
        ("Frau Rohwer beantragt, das Tor zu öffnen. Der Antrag wird einstimmig abgelehnt.", None, "einstimmig"),
        ("Das Tor soll zubleiben. Keine Gegenstimmen.", None, "Keine Gegenstimmen"),
        ("Kommt der Zaun? Einstimmig dafür.", None, "Einstimmig"),
        ("Der Zaun kommt weg. (4/1/0)", None, "4/1/0"),
        (
            "- Es wurde diskutiert und per Handzeichen abgestimmt, ob der Zaun bleibt.\n"
            "  Das Ergebnis der Abstimmung: 4 Ja-Stimmen, 1 Nein-Stimme und keine Enthaltungen.",
            "Es wurde diskutiert und per Handzeichen abgestimmt, ob der Zaun bleibt. Das Ergebnis der Abstimmung: "
            "4 Ja-Stimmen, 1 Nein-Stimme und keine Enthaltungen.",
            "4 Ja-Stimmen, 1 Nein-Stimme und keine Enthaltungen",
        ),
        ("Antrag: Der Zaun wird grün. Beschluss: einstimmig angenommen.", None, "einstimmig"),
        (
            "Der Zaun wird grün.\n\nAbstimmung: 4 Ja, 0 Nein",
            "Der Zaun wird grün. Abstimmung: 4 Ja, 0 Nein",
            "4 Ja, 0 Nein",
        ),
        (
            "- Vorschlag: Tor in Blau\n- Rot wirkt grell\n- einstimmig angenommen",
            "Vorschlag: Tor in Blau einstimmig angenommen",
            "einstimmig",
        ),
        (
            "Soll das Tor blau werden?\n\n- Rot wirkt grell\n- mehrheitlich abgelehnt",
            "Soll das Tor blau werden? mehrheitlich abgelehnt",
            "mehrheitlich",
        ),
        ("## Anstrich des Zauns\n\nEinstimmig angenommen.", "Anstrich des Zauns Einstimmig angenommen.", "Einstimmig"),
        (
            "## Zaun\n\nImke stellt Farben vor.\n\nAbstimmung: 4 Ja, 0 Nein",
            "Zaun Abstimmung: 4 Ja, 0 Nein",
            "4 Ja, 0 Nein",
        ),
        (
            "Der Zaun wird beschlossen.\nJa-Stimmen: 4\nNein-Stimmen: 0",
            "Der Zaun wird beschlossen. Ja-Stimmen: 4 Nein-Stimmen: 0",
            "Ja-Stimmen: 4 Nein-Stimmen: 0",
        ),
        (
            "a) Streichung des Zauns, ab 3.5.\nDer Vorstand stimmt der Streichung zu. (4/1/0)",
            "Streichung des Zauns, ab 3.5. Der Vorstand stimmt der Streichung zu. (4/1/0)",
            "4/1/0",
        ),
    ],
)
def test_a_vote_is_told_with_what_it_was_on(text: str, decision: str | None, vote: str) -> None:
    [one] = found(f"# Sitzung\n\n{text}\n")
    assert (one.kind, one.text, one.vote) == ("decision", decision or text, vote)
    assert vote in one.proof.text
    assert one.text.split()[0] in one.proof.text


@pytest.mark.parametrize(
    "text",
    [
        "## Beschluss\n\nEinstimmig angenommen.",
        "Die Farbe wurde lange diskutiert. Abstimmung: 4 Ja, 2 Nein.",
        "| Zaun | Höhe |\n|---|---|\n| Nord | 2 m |\n\nKeine Gegenstimmen.",
        "Der Zaun ist 4 m lang (3/11/24).",
        "Das Spiel im Hof endete 3:2:1.",
    ],
)
def test_a_vote_on_nothing_that_is_named_and_figures_that_are_no_vote_are_no_decision(text: str) -> None:
    assert told(f"# Sitzung\n\n{text}\n") == []


@pytest.mark.parametrize(
    ("text", "decision"),
    [
        (
            "Beschluss: Der Zaun wird grün. Ja 4, Nein 0, Enth. 1\nImkes Bank ist alt.",
            "Der Zaun wird grün. Ja 4, Nein 0, Enth. 1",
        ),
        (
            "Beschluss: Der Zaun wird grün. Ja 4, Nein 0, Enth. 1 Imkes Bank ist alt.",
            "Der Zaun wird grün. Ja 4, Nein 0, Enth. 1",
        ),
        ("Der Zaun wird grün. (einstimmig) Im letzten Jahr war er rot.", "Der Zaun wird grün. (einstimmig)"),
        ("Der Zaun wird grün (einstimmig)\nIm letzten Jahr war er rot.", "Der Zaun wird grün (einstimmig)"),
        ("Beschluss: Der Zaun wird grün. Einstimmig. Imkes Bank ist alt.", "Der Zaun wird grün. Einstimmig."),
        ("Beschluss: einstimmig. Der Zaun wird grün.", "einstimmig. Der Zaun wird grün."),
        (
            "Die Runde wählt nach kurzer Aussprache (einstimmig)\nFrau Rohwer als Leiterin.",
            "Die Runde wählt nach kurzer Aussprache (einstimmig) Frau Rohwer als Leiterin.",
        ),
    ],
)
def test_a_vote_ends_what_it_was_on(text: str, decision: str) -> None:
    assert told(f"# Sitzung\n\n{text}\n") == [("decision", decision)]


def test_what_was_put_off_by_a_vote_is_open() -> None:
    assert told("# Sitzung\n\nDer Zaun wird vertagt. Keine Gegenstimmen.\n") == [("open", "Der Zaun wird vertagt.")]


def test_a_vote_below_the_next_heading_is_on_another_matter() -> None:
    elected = "\n\n".join(
        f"## Wahl {office}\n\n**Ja: 15**\n**Nein: 0**\n**Enthaltung: {number}**\n{name} wird von allen gewählt."
        for number, (office, name) in enumerate([("des Kassenwarts", "Imke Rohwer"), ("des Beisitzers", "Jonas Wolf")])
    )
    assert [one.vote for one in found(f"# Sitzung\n\n{elected}\n")] == [
        "Ja: 15 Nein: 0 Enthaltung: 0",
        "Ja: 15 Nein: 0 Enthaltung: 1",
    ]


def test_a_vote_in_a_paragraph_of_its_own_is_on_the_decision_above_though_a_task_stands_between() -> None:
    text = "Der Rat beschließt den Zaun. Frau Rohwer mietet die Bühne.\n\nAbstimmung: 8 dafür, 2 dagegen\n"
    decision, task = found(f"# Sitzung\n\n{text}")
    assert (decision.kind, decision.vote) == ("decision", "8 dafür, 2 dagegen")
    assert (task.kind, task.vote) == ("task", "")


def test_what_was_moved_is_quoted_with_how_it_fared_whatever_was_told_between() -> None:
    text = "Tom beantragt, den Zaun zu streichen. Imke mietet die Bühne. Der Antrag wird einstimmig abgelehnt."
    fared = [one.proof.text for one in found(f"# Sitzung\n\n{text}\n") if one.kind == "decision"]
    assert fared == [text]


def test_a_list_below_a_line_that_announces_what_was_decided_is_told_whole() -> None:
    items = "- Der Zaun wird grün.\n- Das Tor bleibt zu.\n"
    assert [one.text for one in found(f"# Sitzung\n\nDer Rat fasst folgenden Beschluss:\n\n{items}")] == [
        "Der Zaun wird grün.",
        "Das Tor bleibt zu.",
    ]


@pytest.mark.parametrize("lead", ["## Entscheidungen\n\n", "Abstimmung:\n\n"])
def test_wishes_in_the_order_of_their_votes_are_results_and_persons_are_elected(lead: str) -> None:
    wishes = "- Lernort im Betrieb (15 Stimmen)\n- Kabelbaum-Bibliothek – 9 Punkte\n- Mentoring (●●●)\n"
    assert [(one.kind, one.vote) for one in found(f"# Werkstatt\n\n{lead}{wishes}")] == [("result", "")] * 3
    persons = "- Imke Rohwer (15 Stimmen)\n- Jonas Wolf (9 Stimmen)\n"
    assert {one.kind for one in found(f"# Werkstatt\n\n{lead}{persons}")} == {"decision"}
    assert {one.kind for one in found(f"# Werkstatt\n\n{lead}- Lernort im Betrieb (15 Stimmen)\n")} == {"decision"}


@pytest.mark.parametrize("heading", ["Aufgaben", "Verschiedenes"])
@pytest.mark.parametrize(
    "fate", ["Abstimmung: angenommen", "- mit 4:9 abgelehnt", "-> einstimmig angenommen", "(abgelehnt)"]
)
def test_a_motion_that_was_voted_on_is_no_task(heading: str, fate: str) -> None:
    text = f"Antrag 2 (Ott): Frau Ott übernimmt die Kasse {fate}"
    assert told(f"# Sitzung\n\n## {heading}\n\n- {text}\n") == [("decision", text)]


def test_a_motion_on_which_nobody_voted_yet_stays_what_it_is() -> None:
    assert told("# Sitzung\n\n## Aufgaben\n\n- Antrag: Imke schickt ihn ab\n") == [
        ("task", "Antrag: Imke schickt ihn ab")
    ]


MOTION = "Antrag 3: Imke klärt bis Juni die Satzung."


@pytest.mark.parametrize(
    "fate",
    [
        "Der Antrag wird mit 24 Ja-Stimmen bei 5 Gegenstimmen angenommen.",
        "Abstimmung: einstimmig angenommen.",
        "Ja: 19, Nein: 10, Enthaltungen: 2",
        "Abgelehnt (8 dafür, 20 dagegen).",
        "Der Rat beschließt, dem Antrag zu folgen.",
    ],
)
@pytest.mark.parametrize("between", ["", "Frau Ott begründet ihn.\n\n"])
def test_a_motion_with_its_vote_in_a_paragraph_below_is_one_decision(fate: str, between: str) -> None:
    [outcome] = found(f"# Sitzung\n\n## Anträge\n\n{MOTION}\n\n{between}{fate}\n")
    assert outcome.kind == "decision"
    assert outcome.text.startswith(MOTION)
    assert outcome.text.endswith(fate)


def test_a_vote_is_on_the_motion_right_above_it_and_not_on_what_was_decided_before() -> None:
    above = "Der Rat beschließt den Zaun."
    first, second = found(f"# Sitzung\n\n## Anträge\n\n{above}\n\n{MOTION}\n\nJa: 19, Nein: 10\n")
    assert (first.text, first.vote) == (above, "")
    assert second.vote == "Ja: 19, Nein: 10"


def test_a_motion_that_was_taken_back_is_no_decision() -> None:
    text = "Antrag 4: Umzug wird beschlossen\n\nDer Antrag wird zurückgezogen, so beschlossen.\n"
    assert [one.kind for one in found(f"# Sitzung\n\n## Anträge\n\n{text}")] == ["result"]


def test_a_decision_below_its_heading_says_that_the_vote_went_against_it() -> None:
    text = "Ein Lastenrad für 4.800 Euro\n\nAbgelehnt, 8 dafür, 20 dagegen.\n"
    [outcome] = found(f"# Sitzung\n\n## Beschlüsse\n\n{text}")
    assert outcome.text == "Ein Lastenrad für 4.800 Euro Abgelehnt, 8 dafür, 20 dagegen."


def test_a_vote_in_words_is_told_with_both_its_sides() -> None:
    for count in ("drei zu zwei", "elf zu sechs", "einundzwanzig zu zwölf"):
        text = f"Der Antrag, einen Versuch zu beginnen, wurde mit {count} Stimmen abgelehnt."
        (decision,) = found(f"# Sitzung\n\n{text}\n")
        assert (decision.kind, decision.vote) == ("decision", f"mit {count} Stimmen")
