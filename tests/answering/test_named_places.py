"""What stands above a quote for the places and labels that it names by nothing but a number."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import document, sentence

from assistant.answering.quoting.above.named import ALL_CHARACTERS, with_named_chapters, with_named_places
from assistant.answering.quoting.above.pointers import Place, named_at, numbered_in
from assistant.answering.quoting.quote import quote

LAW = """# Hafenordnung

## § 4 Kai

(1) Am Kai liegen Kähne. Sie sind lang.

(2) Kräne gehören der Stadt.

(3) Frei sind:

a) Poller,
b) Tonnen,
c) Leinen.

## § 5 Mole

(1) Die Mole ist gesperrt.

## § 6

(1) Wer Boote hat, zahlt.

(2) Wer keine hat, zahlt nichts.

## § 7 Schluss

(1) Alles endet.

{}
"""


def above(said: str, law: str = LAW) -> tuple[str, ...]:
    """What stands above a sentence at the end of a law besides what it has to be understood with."""
    source = document(law.format(said), title="Hafenordnung")
    taken = quote(source, sentence(source, said[:12]))
    assert taken is not None
    return with_named_places(taken, source, lambda section: []).elsewhere


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Wer gegen das Verbot des § 5 verstößt, zahlt.", ("§ 5 Mole",)),
        (
            "Fehlt ein Beschluss nach § 4 Absatz 2, so zahlt die Stadt.",
            ("§ 4 Kai … (2) Kräne gehören der Stadt.",),
        ),
        (
            "Verträge, die gegen § 4 Abs. 1, § 6 Abs. 1 und § 5 Abs. 1 verstoßen, sind nichtig.",
            (
                "§ 4 Kai … (1) Am Kai liegen Kähne.",
                "§ 6 … (1) Wer Boote hat, zahlt.",
                "§ 5 Mole … (1) Die Mole ist gesperrt.",
            ),
        ),
        (
            "Zählungen nach § 4 Absatz 2 und 1 macht die Stadt.",
            ("§ 4 Kai … (1) Am Kai liegen Kähne. … (2) Kräne gehören der Stadt.",),
        ),
        ("Die Stadt prüft Anträge (§§ 4 bis 6).", ("§ 4 Kai", "§ 5 Mole", "§ 6 … (1) Wer Boote hat, zahlt.")),
        (
            "Zollfrei ist, wer Dinge nach § 4 Absatz 3 Buchstaben a bis c lagert.",
            ("§ 4 Kai … (3) Frei sind: a) Poller, … b) Tonnen, … c) Leinen.",),
        ),
        ("Wer nach § 9 zahlt, zahlt auch im Winter.", ()),
        ("Wer nach § 5 des Wasserbuchs zahlt, zahlt auch im Winter.", ()),
        ("Wer nach § 5 Wassergesetz zahlt, zahlt auch im Winter.", ()),
        ("Wer nach § 5 WasG zahlt, zahlt auch im Winter.", ()),
        ("Wer nach WasG § 5 zahlt, zahlt auch im Winter.", ()),
        ("Wer nach den §§ 4-5a WasG zahlt, zahlt auch im Winter.", ()),
        ("Wer nach dem Wassergesetz zahlt, zahlt auch nach § 5.", ()),
        ("An der Mole, um die es in § 5 geht, liegt nichts.", ()),
        ("Im Übrigen gelten die §§ 4 ff. KAG für alle Boote.", ()),
        ("Wer nach § 5 Abs. 1 S. 2 NKAG zahlt, zahlt auch im Winter.", ()),
        ("Wer nach § 5 i. V. m. § 6 VwVfG zahlt, zahlt auch im Winter.", ()),
        ("Wer nach § 5 (NHG) zahlt, zahlt auch im Winter.", ()),
        ("Wer nach § 5 Hauptsatzung zahlt, zahlt auch im Winter.", ()),
        ("Wer nach § 5 Niedersächsisches Wassergesetz zahlt, zahlt auch im Winter.", ()),
        ("Wer nach § 4 Achtes Buch Sozialgesetzbuch zahlt, zahlt auch im Winter.", ()),
    ],
)
def test_a_place_that_a_quote_names_stands_above_it_in_short(said: str, shown: tuple[str, ...]) -> None:
    assert above(said) == shown


def test_a_paragraph_of_its_own_section_is_shown_also_beside_a_section_that_is_not_found() -> None:
    said = "(2) Alle zahlen.\n\n(3) Wer nach § 9 zahlt, zahlt nach Maßgabe des Absatzes 1 mehr."
    source = document(LAW.format(said))
    taken = quote(source, sentence(source, "(3) Wer"))
    assert taken is not None
    assert with_named_places(taken, source, lambda section: []).elsewhere == ("(1) Alles endet.",)


def test_a_section_that_is_repealed_is_shown_only_where_it_alone_is_named() -> None:
    law = LAW.replace("§ 5 Mole", "§ 5 (weggefallen)").replace("§ 6", "§ 6 Boote")
    assert above("Es gelten die §§ 4 bis 6 für Kähne.", law) == ("§ 4 Kai", "§ 6 Boote")
    assert above("Es gilt nur § 5 für Kähne.", law) == ("§ 5 (weggefallen)",)


def test_what_is_shown_already_is_not_shown_again() -> None:
    said = "Alles nach Absatz 1 gilt auch für § 7 und für § 4 Absatz 2."  # (1) is what it stands below
    assert above(said) == ("§ 4 Kai … (2) Kräne gehören der Stadt.",)
    listed = LAW.replace("Schluss", "Schluss, und was bleibt")
    assert above("Es gibt Boote nach Buchstabe a und b:\n\na) lange,\nb) kurze.", listed) == ()


def test_all_that_is_named_is_bounded_and_where_there_is_no_room_the_headings_are_shown() -> None:
    long = "".join(f"({number}) Der Teil {number} {'sagt sehr ' * 20}viel.\n\n" for number in range(1, 10))
    law = f"# Ordnung\n\n## § 1 Lange Teile\n\n{long}## § 2 Kurze Teile\n\nEr ist kurz.\n\n## § 3 Ende\n\n{{}}\n"
    shown = above("Wer nach § 1 Absatz 1, 3 und 5 und nach § 2 zahlt, ist frei.", law)
    assert shown[0].startswith("§ 1 Lange Teile … (1) Der Teil 1 sagt sehr")
    assert shown[1] == "§ 2 Kurze Teile"
    assert sum(map(len, shown)) <= ALL_CHARACTERS
    assert above("Wer nach § 1 Absatz 1 bis 6 und nach § 2 zahlt, ist frei.", law)[0].count("(") == 6
    many = above("Wer nach § 1 Absatz 1 bis 6, 7, 8 und 9 und nach § 2 zahlt, ist frei.", law)
    assert many == ("§ 1 Lange Teile", "§ 2 Kurze Teile")


def test_what_a_label_stands_for_is_shown_where_one_place_says_so() -> None:
    text = "# Mole\n\n**Variante 1**: Mole aus Beton\n\n## Modul B – Kran\n\nEr ist hoch.\n\n## Wahl\n\n{}\n"
    said = "Empfohlen wird die Variante 1 mit dem Modul B."
    assert above(said, text) == ("Variante 1: Mole aus Beton", "Modul B – Kran")
    assert above("Variante 1 hat im Mai 3 Stimmen und Variante 2 keine.", text) == ("Variante 1: Mole aus Beton",)
    assert above(said, text.replace("## Wahl", "## Modul B – Brücke\n\nSie ist breit.\n\n## Wahl")) == (
        "Variante 1: Mole aus Beton",
    )


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Die Absätze 2 bis 4 gelten.", [Place(paragraph=number) for number in "234"]),
        ("Die §§ 27 bis 35 gelten.", [Place("§ 27"), Place("§ 35")]),
        ("Es gilt Artikel 6 Absatz 1 Buchstabe a oder Artikel 9.", [Place("Art 6", "1", item="a"), Place("Art 9")]),
        ("Wer nach § 8 Abs. 2 KAG handelt oder nach § 46 Abs. 1.", [Place("§ 46", "1")]),
        ("Nach § 35 des Baubuchs können die Fristen nach Absatz 1 enden.", []),
        ("Dies regelt die VV Nr. 5.1 zu § 44.", [Place("§ 44")]),
        ("Wer nach dieser Verordnung zahlt, meldet es nach Artikel 9.", [Place("Art 9")]),
        ("Wer die Pflichten dieses Hafengesetzes verletzt, zahlt nach Artikel 9.", [Place("Art 9")]),
        ("Wer nach der Verordnung zahlt, meldet es nach Artikel 9.", []),
        ("Es gilt Artikel 9 der vorliegenden Verordnung.", [Place("Art 9")]),
    ],
)
def test_the_places_of_a_text_are_those_of_its_own_law(text: str, places: list[Place]) -> None:
    assert named_at(text) == places


def test_places_below_the_name_of_another_law_are_that_ones() -> None:
    assert named_at("1. § 3 Absatz 1,", "Es gelten die Bestimmungen der Abgabenordnung:") == []
    assert named_at("1. § 3 Absatz 1,", "Es gelten nach dieser Ordnung:") == [Place("§ 3", "1")]


def test_a_place_of_another_law_that_leads_in_hides_none_of_its_own() -> None:
    led_in_by = "(3) Wer die Voraussetzungen des § 1 Abs. 1 des Bundeshafengesetzes erfüllt und"
    assert named_at("2. Kähne hat, zahlt nichts; § 24 Abs. 2 gilt.", led_in_by) == [Place("§ 24", "2")]


NUMBERED = "# Kai\n\n## 3.3 Gegenstand\n\nBoote.\n\n## 3.4 Höhe\n\nViel.\n\n## 10.30 Uhr Treff\n\nKommt.\n\n{}\n"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Das Vorhaben gemäß 3.3 ist zu beschreiben.", ("3.3 Gegenstand",)),
        ("Die unter 3.3 genannten Regeln gelten, siehe 3.4 am Ende.", ("3.3 Gegenstand", "3.4 Höhe")),
        ("Das Vorhaben gemäß 3.3 der Bauordnung ist zu beschreiben.", ()),
        ("Das Treffen beginnt nach 10.30 Uhr im Hafen.", ()),
        ("Die Kosten stiegen um mehr als 3.3 im Jahr.", ()),
        ("Das Vorhaben gemäß 3.5 ist zu beschreiben.", ()),
    ],
)
def test_a_number_alone_names_the_section_of_the_one_heading_that_has_it(said: str, shown: tuple[str, ...]) -> None:
    assert above(said, NUMBERED) == shown


def test_a_number_of_two_headings_names_none_but_one_that_is_repeated() -> None:
    said = "Das Vorhaben gemäß 3.3 ist zu beschreiben."
    assert above(said, NUMBERED.replace("3.4 Höhe", "3.3 Höhe")) == ()
    assert above(said, NUMBERED.replace("3.4 Höhe", "3.3 Gegenstand")) == ("3.3 Gegenstand",)
    assert above(said, NUMBERED.replace("# Kai", "# Kai\n\n3.3 Boote sind zu hoch, sagt der Rat.")) == ()


def test_a_heading_that_is_a_link_is_shown_in_its_words() -> None:
    law = "# Boote\n\n## [§ 8 Steg](#acht)\n\nEr ist frei.\n\n## § 9 Ende\n\n{}\n"
    assert above("Wer nach § 8 zahlt, zahlt auch im Winter.", law) == ("§ 8 Steg",)


def test_letters_that_a_sentence_below_a_list_names_stand_above_it_in_any_text() -> None:
    text = "# Modul\n\n## 2.1 Gruppen\n\na) Bestehende:\n\nb) Neue:\n\nWer darf das?\n\n{}\n"
    assert above("Für die Buchstaben a und b gilt: Gefördert wird nur im Verbund.", text) == (
        "a) Bestehende: b) Neue:",
    )


def test_the_sentence_of_a_section_that_is_named_stands_above() -> None:
    law = LAW.replace("(1) Die Mole ist gesperrt.", "Die Mole ist gesperrt. Boote dürfen dort liegen.")
    assert above("Ein Boot im Sinne des § 5 Satz 2 ist klein.", law) == ("§ 5 Mole … Boote dürfen dort liegen.",)
    assert above("Ein Kahn im Sinne des § 4 Absatz 1 Satz 2 ist klein.") == ("§ 4 Kai … Sie sind lang.",)
    assert above("Ein Boot im Sinne des § 5 Satz 3 ist klein.", law) == ("§ 5 Mole",)


def test_of_several_sentences_of_a_section_the_first_stands_above() -> None:
    law = LAW.replace(
        "(1) Die Mole ist gesperrt.", "Eins ist frei. Zwei ist lang. Drei ist nah. Vier ist alt. Fünf geht."
    )
    assert above("Ein Boot im Sinne des § 5 Satz 2 bis 5 ist klein.", law) == ("§ 5 Mole … Zwei ist lang.",)


@pytest.mark.parametrize("number", ["2a", "2.1", "0"])
def test_what_counts_no_sentence_names_none(number: str) -> None:
    law = "# Ordnung\n\n## § 5 Mole\n\nDie Mole ist gesperrt. Boote liegen dort.\n\n## § 6 Ende\n\n{}\n"
    assert above(f"Die in § 5 Satz {number} genannten Boote sind klein.", law) == ("§ 5 Mole",)


@pytest.mark.parametrize(
    "text",
    [
        "Anträge sind nach 1.5. nicht mehr möglich.",
        "Das Wasser ist nach 1.5 m tief.",
        "Die Höhe ergibt sich gemäß 1.5 Kommunalrichtlinie.",
        "Die Höhe ergibt sich gemäß 1.5 (AGVO).",
        "Die Höhe ergibt sich nach 1.5 im Leitfaden der Bank.",
        "Der Hafen liegt unter 1.5 Grad.",
        "Nach dem AGVO wird gemäß 1.5 gezahlt.",
    ],
)
def test_a_number_that_is_no_section_of_the_text_names_none(text: str) -> None:
    assert numbered_in(text) == []


def test_sections_are_named_by_their_number_alone() -> None:
    assert numbered_in("Gezahlt wird gemäß 1.5, siehe 1.5 und wie unter 4.1.2 genannt.") == [
        Place("1.5"),
        Place("4.1.2"),
    ]


BOATS = document(
    "# Zweites Kapitel\n\n## § 8 Boote und Kähne\n\n(1) Boote sind kurz.\n\n## § 5 Andere Molen\n",
    "kapitel-2.md",
    title="Hafengesetz (HafG) — Zweites Kapitel: Boote (§§ 8–26)",
)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Halter nach § 8 zahlen.", ("§ 8 Boote und Kähne (Zweites Kapitel: Boote)",)),
        ("Halter nach § 8 Abs. 1 zahlen.", ("§ 8 Boote und Kähne (Zweites Kapitel: Boote) … (1) Boote sind kurz.",)),
        ("Wer gegen das Verbot des § 5 verstößt, zahlt.", ("§ 5 Mole",)),
        ("Halter nach § 9 zahlen.", ()),
        ("Halter nach § 8 VwVfG zahlen.", ()),
    ],
)
def test_a_section_of_another_part_of_the_text_is_shown_with_the_name_of_that(
    said: str, shown: tuple[str, ...]
) -> None:
    source = document(LAW.format(said), "kapitel-3.md", title="Hafengesetz (HafG) — Drittes Kapitel: Kai")
    taken = quote(source, sentence(source, said[:12]))
    assert taken is not None
    assert with_named_places(taken, source, lambda section: [BOATS]).elsewhere == shown


def test_a_chapter_that_a_quote_names_by_its_number_stands_above_with_its_name() -> None:
    source = document(
        "## § 3 Kai\n\nHalter nach dem Zweiten Kapitel zahlen.\n", title="Hafengesetz (HafG) — Kapitel 1: Kai"
    )
    taken = quote(source, sentence(source, "Halter"))
    assert taken is not None
    assert with_named_chapters(taken, lambda: [source.info, BOATS.info]).elsewhere == ("Zweites Kapitel: Boote",)
    again = replace(taken, headings=("Zweites Kapitel - Boote",))
    assert with_named_chapters(again, lambda: [BOATS.info]).elsewhere == (), "it says that already"


def test_chapters_of_another_part_are_not_looked_for() -> None:
    other = document("# Hafen\n\n## 9.1 Boote\n\nBoote sind kurz.", title="Hafengesetz — Teil 2: Boote")
    source = document(LAW.format("Halter nach Punkt 9.1 zahlen."), title="Hafengesetz — Teil 1: Kai")
    taken = quote(source, sentence(source, "Halter"))
    assert taken is not None
    assert with_named_places(taken, source, lambda section: [other]).elsewhere == ()


def beside(said: str, *others: str) -> tuple[str, ...]:
    """What stands above a sentence of a law in its third chapter, whose other parts have these texts."""
    title = "Hafengesetz — {} Kapitel: Boote und alles, was sonst noch auf dem Wasser des Hafens schwimmt"
    source = document(f"# Hafengesetz\n\n## § 1 Zweck\n\n{said}\n", title=title.format("Drittes"))
    parts = [document(text, f"{at}.md", title=title.format("Zweites")) for at, text in enumerate(others)]
    taken = quote(source, sentence(source, said[:12]))
    assert taken is not None
    return with_named_places(taken, source, lambda section: parts).elsewhere


def test_a_section_that_two_other_parts_have_is_shown_only_if_it_is_the_same() -> None:
    boats, again, fish = "## § 8 Boote\n\nSie.\n", "## § 8: **Boote**\n\nSie.\n", "## § 8 Fische\n\nSie.\n"
    said = "Halter nach § 8 zahlen."
    assert beside(said, boats, fish) == ()
    assert [one.partition(" (")[0] for one in beside(said, boats, again)] == ["§ 8 Boote"]
    assert beside(said, "## § 8\n\nBoote.\n", "## § 8\n\nFische.\n") == ()


def test_a_section_of_a_part_that_counts_anew_is_not_shown() -> None:
    assert beside("Halter nach § 8 zahlen.", "## § 1 Ziel\n\nEs.\n\n## § 8 Boote\n\nSie.\n") == ()


def test_a_long_heading_leaves_room_for_the_part_that_it_is_in() -> None:
    (line,) = beside("Halter nach § 8 zahlen.", f"## § 8 Boote{' und Kähne' * 15}\n\nSie.\n")
    assert line.startswith("§ 8 Boote und Kähne")
    assert line.endswith(" … (Zweites Kapitel: Boote und alles, was sonst noch auf dem …)")
    assert len(line) <= 122
