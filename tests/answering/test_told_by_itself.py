"""Quotes of calls, minutes and press releases say by themselves what is said of whom."""

from __future__ import annotations

from made import document, sentence

from assistant.answering.quoting.quote import quote
from assistant.answering.quoting.self_contained import is_self_contained
from assistant.records import Quote

MEANINGS = "  *[\n     HBV\n    ]: Hafenbetriebsverein\n  *[\n     bzw.\n    ]: beziehungsweise\n"


def found(text: str, beginning: str, type: str = "funding") -> Quote:
    source = document(text, type=type)
    taken = quote(source, sentence(source, beginning))
    assert taken is not None
    return taken


def test_what_abbreviations_mean_below_a_text_is_no_quote_and_part_of_none() -> None:
    items = f"- Der Kai ist lang.\n- Amt, www.kai.example\n{MEANINGS}"
    text = f"# Merkblatt\n\nDen Antrag stellen Sie beim Hafenamt.\n{MEANINGS}\n{items}"
    source = document(text)
    assert found(text, "Den Antrag").text == "Den Antrag stellen Sie beim Hafenamt."
    assert found(text, "Amt").text.endswith("www.kai.example")
    assert quote(source, sentence(source, "*[")) is None
    said = "In [ HBV ]: steht der Verein am Kai."
    assert found(f"# Zeichen\n\n{said}\n", "In").text == said


def test_notes_below_a_rule_are_no_list_of_the_sentence_above_it() -> None:
    notes = "- 1) Hafenbuch, Blatt 3\n- 2) Kaiordnung, Blatt 4 der Stadt\n"
    text = f"# Satzung\n\nDie Satzung tritt am 3. Mai in Kraft.\n\n---\n\n{notes}"
    source = document(text)
    assert quote(source, sentence(source, "2) Kai")) is None
    assert "Satzung tritt" not in found(text.replace("- 2) Kai", "- 2) Es gilt die Kai"), "2) Es gilt").text


def test_a_list_below_a_rule_that_tells_something_is_no_note() -> None:
    paid = "# Merkblatt\n\nDer Kai ist lang.\n\n---\n\n- 1) Gebühr je Boot: 50 Euro\n- 2) Gebühr je Kahn: 40 Euro\n"
    assert "2) Gebühr je Kahn: 40 Euro" in found(paid, "2) Gebühr").text
    asked = (
        "# Merkblatt\n\nBitte alles einreichen.\n\n---\n\n- 1) Lageplan\n- 2) Antrag der Werft\n\nDer Kai ist lang.\n"
    )
    assert "2) Antrag der Werft" in found(asked, "2) Antrag").text


def test_what_is_said_of_her_or_around_it_brings_the_sentence_before() -> None:
    yard = "Herz des Hafens bleibt die Werft."
    around = "Um sie herum soll ein Viertel mit Wohnungen entstehen."
    stands = "Im Plan 2 „Kais und Molen“ steht sie an erster Stelle der Bauten."
    for own in (around, stands):
        assert found(f"# Hafen\n\nDer Kai ist lang. {yard} {own}\n", own[:6], "press_release").text == f"{yard} {own}"
    both = "Bei beiden genannten Werften handelt es sich um alte Bauten."
    yards = "Am Kai liegen die Werft von Ada und die Werften im Norden."
    paid = "Für Kähne sind dies nach der Satzung die Ausgaben für den Rumpf."
    base = "Grundlage sind die Ausgaben des Vereins."
    cut, listed = "Eingeschränkt wird diese Liste vom Verein.", "Die Liste nennt alle Kähne."
    for own, before in ((both, yards), (paid, base), (cut, listed)):
        assert found(f"# Hafen\n\nDer Kai ist lang. {before} {own}\n", own[:6]).text == f"{before} {own}"
    steps = "Nach Ende dieser Schritte kann das Amt sagen, ob das Boot taugt."
    tested = "Zuletzt ist der Rumpf zu prüfen."
    assert found(f"# Hafen\n\nDer Kai ist lang. {tested} {steps}\n", "Nach Ende").text == f"{tested} {steps}"


def test_what_adds_to_a_list_without_a_verb_is_quoted_with_it() -> None:
    text = "# Archiv\n\nDas Archiv hält die Pläne des Hafens bereit:\n\n1. Plan der Kais\n2. Plan der Molen\n\n"
    assert found(f"{text}Ebenso die Karten der Bucht.\n", "Ebenso").text.startswith("Das Archiv hält")
    whole = "Ebenso ist die Karte der Bucht zu nennen."
    assert found(f"{text}{whole}\n", "Ebenso").text == whole


def test_above_a_sentence_that_refers_back_to_a_list_stands_how_it_begins() -> None:
    items = "".join(
        f"- {number} Euro je Boot und Jahr für Liegeplätze an der Mole {number}, wenn es dort liegt;\n"
        for number in range(21, 25)
    )
    text = f"# Hafen\n\nDie Satzung begrenzt die Gebühr auf diese Beträge:\n\n{items}\n"
    use = ", ".join(f"der Verbrauch an der Säule {number}" for number in range(1, 6))
    own = f"Bei der Prüfung, ob diese Beträge erreicht sind, zählen der Strom, das Wasser, {use} mit."
    taken = found(f"{text}{own}\n", "Bei der")
    assert taken.text == own
    assert taken.before[-1].startswith("Die Satzung begrenzt die Gebühr auf diese Beträge: - 21 Euro")


def test_numbered_parts_stand_below_what_leads_them_in_and_not_below_each_other() -> None:
    parts = "2.1.1 Gutachten und Seminare am Kai\n\n2.1.2 Auswertung von Modellen der Werft\n\n"
    own = "2.1.3 Bau neuer Kähne, soweit sie den Fragen der Stadt dienen."
    other = "2.2 Kähne kommen erst in Betracht, wenn Boote nicht reichen."
    text = f"# Hafen\n\n## 2 Gegenstand\n\n2.1 Maßnahmen des Hafens können sein:\n\n{parts}{own}\n\n{other}\n"
    assert found(text, "2.1.3").shown_above == ("Hafen", "2 Gegenstand", "2.1 Maßnahmen des Hafens können sein:")
    assert found(text, "2.2").shown_above == ("Hafen", "2 Gegenstand")


def test_above_an_item_with_more_stars_stands_the_one_with_fewer() -> None:
    long = "".join(
        f"\\*\\* Boot {number} aus der Werft am Ende der alten Mole im Norden der Stadt\n\n" for number in range(10)
    )
    text = f"# Protokoll\n\nDienste\n\n\\* Boote\n\n{long}\\*\\* Fähre: am Kai -> Ada testet\n\n"
    text += "-   \\*\\*\\* Probe am 3. Mai\n\n\\*\\* Kahn\n"
    taken = found(text, "\\*\\*\\* Probe", "minutes")
    assert taken.text.startswith("Fähre: am Kai")
    assert taken.text.endswith("Probe am 3. Mai")
    flat = long.replace("\\*\\* Boot", "- \\*\\* Boot").replace("\n\n", "\n")
    flat = f"# Protokoll\n\n- Boote\n{flat}- \\*\\* Fähre\n- \\*\\*\\* Ada testet\n- \\*\\* Kahn\n"
    assert found(flat, "\\*\\* Fähre", "minutes").text.endswith("Ada testet")


def test_a_few_words_above_a_question_with_a_list_stand_above_its_quote() -> None:
    text = "# Protokoll\n\n- Der Kai ist lang.\n\n{}\n\nMag jemand mitmachen?\n\n- Ada malt ein Plakat\n- Ben backt\n"
    day = "Aktionen zum Tag des Hafens (TdH)"
    assert found(text.format(day), "Ada", "minutes").headings == ("Protokoll", day)
    source = document(text.format(day), type="minutes")
    assert quote(source, sentence(source, "Aktionen")) is None
    assert found(text.format("Budget für den Stand 500 Euro"), "Budget", "minutes").text.endswith("500 Euro")
    for other in (
        "Budget 500 Euro",
        "Ada fragt nach dem Hafentag",
        "Der Hafentag ist im Mai.",
        "Plakate an Molen aufhängen",
    ):
        assert found(text.format(other), "Ada malt", "minutes").headings == ("Protokoll",)


def test_a_topic_of_the_agenda_ends_where_a_line_names_another_one() -> None:
    agenda = "# Protokoll\n\n## TOP-Vorschläge\n\n- Hafenfest planen\n- Kai\n\n"
    below = "## Das tatsächliche Protokoll\n\nHafenfest (Mole Nord)\n\nTermin ist im Mai\n\n- Ada holt Strom\n\n"
    below += "{}Nach Norden zieht der Verein um\n\n- Ben hilft\n"
    assert found((agenda + below).format(""), "Nach Norden", "minutes").headings[-1] == "Hafenfest (Mole Nord)"
    other = found((agenda + below).format("Webauftritt\n\n- Entwurf steht\n\n"), "Nach Norden", "minutes")
    assert other.headings[-1] == "Das tatsächliche Protokoll"


def test_lines_that_do_not_go_on_from_each_other_are_told_apart() -> None:
    text = "# Protokoll\n\nProblem: Boote treiben ab\n\n- Taue sind alt\n- Poller wackeln am Kai\n\n"
    text += "Lösung: Taue und Poller im Frühjahr erneuern\n"
    taken = found(text, "Lösung", "minutes")
    assert [taken.text[at:].partition(" ")[0] for at in taken.items] == ["Taue", "Poller", "Lösung:"]


def test_an_item_with_an_escaped_sign_leads_no_other_in() -> None:
    long = "".join(f"- https://kai.example/{number} (Boote aus der alten Werft im Norden)\n" for number in range(12))
    text = (
        f"# Protokoll\n\n## Links\n\n\\* https://wiki.example (Wiki der Stadt)\n\n{long}- Hafenbuch der Stadt (Kähne)\n"
    )
    assert found(text, "Hafenbuch", "minutes").before == ()


def test_a_remark_with_nothing_above_it_is_no_later_quote() -> None:
    remark = "Warnung: Zeilen ohne Text am Ende der Datei"
    assert not is_self_contained(found(f"{remark}\n\nDer Kai ist lang.\n", "Warnung", "minutes"))
    assert is_self_contained(found(f"# Protokoll\n\n{remark}\n\nDer Kai ist lang.\n", "Warnung", "minutes"))


def test_a_label_in_bold_is_quoted_with_what_it_names() -> None:
    text = "# Merkblatt\n\n**Obergrenze.** Je Boot gibt es 50 Euro. Der Kai ist lang.\n"
    assert found(text, "**Obergrenze").text == "**Obergrenze.** Je Boot gibt es 50 Euro."


def test_a_later_quote_is_more_than_links() -> None:
    link = "[https://kai.example/{0}](https://kai.example/{0})"
    text = f"# Protokoll\n\n## Hafenfest\n\n- {link.format(1)}\n- siehe auch: {link.format(2)}\n- {link.format(3)}\n"
    assert not is_self_contained(found(text, "siehe", "minutes"))
    named = "[Plan der Kais](https://kai.example/1)"
    for said in (f"{named} und {named}", f"Der Plan der Kais liegt unter {link.format(1)}"):
        assert is_self_contained(
            found(f"# Protokoll\n\n## Hafenfest\n\n- {said} seit Mai.\n- Ende\n", said[:6], "minutes")
        )
