"""Which quotes can be understood beside the best one."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from made import document, quote_of, sentence

from assistant.answering.quoting.above.pointers import Place, pointed_at
from assistant.answering.quoting.quote import quote
from assistant.answering.quoting.self_contained import is_self_contained
from assistant.records import Language


def stands(text: str, *headings: str, language: Language = "de") -> bool:
    return is_self_contained(replace(quote_of(document(text, language=language), text), headings=headings))


@pytest.mark.parametrize(
    "text",
    [
        "Anträge sind schriftlich zu stellen und gehen ein bei:",
        "Eine Versagung nach Satz 3 ist zu begründen.",
        "Gezahlt werden die in Absatz 3 Satz 5 Nummer 1 genannten Bedarfe.",
        "Im Sinne des Absatzes gilt, was gemäß Nummer 1 vorliegt.",
        "Abweichend von Satz 2 zahlt die Stadt.",
        "Zuständig ist in den Fällen des Absatzes 2 Nr. 1 das Land.",
        "Unter den Voraussetzungen des Satzes 2 zahlt die Stadt.",
        "(1) In den Fällen gemäß Artikel 3 Absatz 2 benennt der Verein einen Vertreter.",
        "Zu den Fristen siehe Abschnitt 5.",
        "Weitere Fristen ergeben sich aus Anlage 2.",
        "Die Fristen sind in Ziffer 4.1 geregelt.",
        "Die Höhe des Zuschusses richtet sich nach Kapitel 3.2.",
        "Vorzulegen sind die in Anlage 2 genannten Unterlagen.",
        "Geschont wird das Vermögen der in § 19 Abs. 3 genannten Personen.",
        "(5) Der Rat ändert die in Absatz 3 des vorliegenden Artikels genannten Beschlüsse.",
        "(1) Für die Wahl und die Abwahl der Lotsen gelten §§ 41 bis 49 der Lotsenordnung entsprechend.",
        "(2) Für den Hafenrat gelten § 35 Absatz 3 und § 37a der Gemeindeordnung entsprechend.",
        "(3) § 11 gilt entsprechend.",
        "(2a) § 18 Absatz 1 ist in der bis zum 31. Dezember 2025 geltenden Fassung weiter anzuwenden, wenn es steht.",
        "(4) §§ 20 bis 32 sind auch auf Häfen, die schon stehen, mit der Maßgabe anzuwenden, dass niemand zahlt.",
        "Auf den Kai ist § 89 Absatz 4 anzuwenden.",
        "(2) Zuständig im Sinne des Gesetzes ist in den Fällen 1. des § 63 Absatz 1 der Rat, 2. des § 64 die Stadt.",
        "Zu melden sind die in der Verordnung nach § 51b Absatz 1 festgelegten Daten.",
        "(3) Die Absätze 1 bis 4 gelten nicht für Kähne.",
        "Die Gebühr richtet sich nach § 5 Abs. 2.",
        "Artikel 17 der AGVO gilt entsprechend.",
        "Artikel 17 der Richtlinie 2012/27 gilt entsprechend.",
        "Krypto-Party bei der Fachschaftentagung in Görlitz",
        "Terminplanung im Sommer",
        "Kapitel 10 Bekämpfung von Leistungsmissbrauch",
        "Andernfalls verfällt der Zuschuss.",
    ],
)
def test_what_leaves_open_or_only_names_needs_the_document(text: str) -> None:
    assert not stands(text)


@pytest.mark.parametrize(
    "text",
    [
        "Anträge sind schriftlich zu stellen.",
        "Gezahlt wird nach § 16 Absatz 2 Nummer 3 des Gesetzes.",
        "Die Stadt entscheidet in zwei Monaten, in den Fällen des § 56 Abs. 6 in einem.",
        "Den Antrag stellt außer in den Fällen des § 5 der Verein.",
        "Unbeschadet des Absatzes 2 zahlt die Stadt.",
        "Der Antrag ist schriftlich zu stellen (siehe Abschnitt 5).",
        "Es gilt Art. 6 Abs. 1 Buchstabe a der Verordnung.",
        "Der Antrag kann vor dem Tag gestellt werden (vgl. Antragsverfahren nach Nummer 7).",
        "Sie zahlt den Kai; die Frist beginnt mit der Zahlung nach Satz 3.",
        "Nach Maßgabe der Absätze 6 bis 8 verkauft die Stadt den Kai.",
        "(3) Bedarfe sind Heizung und Licht. Nach Satz 1 zahlt das Land.",
        "Das Land zahlt den Bedarf. Abweichend von Satz 2 zahlt die Stadt.",
        "Hausschrift: Titillium",
        "Cryptoparty am 22. Januar in Raum 7",
        "Lage, Größe, Zuschnitt, Anschluss, Nachbarn, Höhe, Wege, Boden, Wasser, Licht, Lärm, Staub und Preis",
    ],
)
def test_a_sentence_a_label_and_a_figure_say_something(text: str) -> None:
    assert stands(text)


def test_a_heading_that_is_quoted_along_hides_no_case() -> None:
    text = "Artikel 27 Vertreter (1) In den Fällen gemäß Artikel 3 Absatz 2 benennt der Verein einen Vertreter."
    headed = replace(quote_of(document(text), text), headed=len("Artikel 27 Vertreter"))
    assert not is_self_contained(headed)


def test_what_another_paragraph_says_may_be_shown_with_the_quote() -> None:
    text = "Die in Absatz 3 genannten Bedarfe zahlt das Land."
    assert not stands(text, "§ 7 Bedarfe", "(2) Das Land prüft.")
    assert stands(text, "§ 7 Bedarfe", "(3) Bedarfe sind Heizung und Licht.")


def test_of_english_words_nobody_can_tell_whether_they_are_a_sentence() -> None:
    assert stands("Gamma pays.", language="en")


def test_what_a_quote_points_to_in_its_section_can_be_shown_above_it() -> None:
    text = (
        "# Ordnung\n\n## § 4 Kai\n\n(1) Zum Kai gehören\n\n- Kräne\n- Poller\n\n(2) Kähne sind klein.\n\n"
        "## § 5 Recht\n\n"
        "(1) Boote sind am Kai erlaubt.\n\n(2) Wer ein Boot nach Absatz 1 führt, zahlt wie nach § 4 Absatz 2.\n\n"
        "(3) {}\n\n(4) Der Vorstand ist zuständig für\n\n- Boote\n- Kähne\n\n## § 6 Ende\n\n(5) Ende gut.\n"
    )
    boats = "(1) Boote sind am Kai erlaubt."

    def above(beginning: str, said: str = "Alle zahlen.") -> tuple[str, ...]:
        source = document(text.format(said))
        shown = quote(source, sentence(source, beginning))
        assert shown is not None
        return shown.elsewhere

    assert above("(2) Wer") == (boats,)
    assert above("(3)") == ()
    assert above("(3)", "Es gilt Absatz 4.") == ("(4) Der Vorstand ist zuständig für - Boote - Kähne",)
    assert above("(3)", "Das gilt in Fällen der Absätze 1 bis 4 und nach Satz 2.") == ()
    assert above("(3)", "Es gilt Absatz 5.") == ()
    both = (boats, "(4) Der Vorstand ist zuständig für - Boote - Kähne")
    assert above("(3)", "Gezahlt wird nach den Absätzen 1 und 4 sowie nach Absatz 2.") == both
    assert above("(3)", "Die Absätze 1 und 4 gelten nicht im Winter.") == both
    assert above("(3)", "Der Rat ändert die in Absatz 1 des vorliegenden Artikels genannten Regeln.") == (boats,)


def test_of_two_paragraphs_of_a_number_the_first_is_meant_for_the_other_one_is_a_footnote() -> None:
    source = document(
        "# Ordnung\n\n## § 5 Recht\n\n(1) Boote sind am Kai erlaubt.\n\n(2) Alle zahlen.\n\n"
        "(1) ABl. L 218 vom 13. August.\n\n"
        "(3) Wer ein Boot nach Absatz 1 führt, fährt langsam.\n"
    )
    shown = quote(source, sentence(source, "(3)"))
    assert shown is not None
    assert shown.elsewhere == ("(1) Boote sind am Kai erlaubt.",)


ELSEWHERE = """# Ordnung

## § 4 Kai

Zum Kai gehören Kräne.

## § 5

(1) Wer Boote hat, zahlt.

(2) Zuständig ist:

1. die Stadt,
2. das Land.

(3) Kähne sind frei. Die Gebühr für Boote trägt das Land.

## § 6 Schluss

{}

## 7. Fristen

7.1 Anträge kommen bis Mai.
"""


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Auch die in § 4 genannten Anlagen kosten Geld.", ("§ 4 Kai",)),
        ("Auch die in § 5 Absatz 1 genannten Personen haben Geld.", ("§ 5 … (1) Wer Boote hat, zahlt.",)),
        ("Im Falle des § 5 Absatz 2 Nr. 2 zahlt niemand.", ("§ 5 … (2) Zuständig ist: 2. das Land.",)),
        (
            "Im Falle des § 5 Absatz 3 Satz 2 zahlt niemand.",
            ("§ 5 … (3) … Die Gebühr für Boote trägt das Land.",),
        ),
        ("§ 5 gilt entsprechend.", ("§ 5 … (1) Wer Boote hat, zahlt.",)),
        ("Spät ist, was nach der in Nummer 7.1 genannten Frist kommt.", ("7.1 Anträge kommen bis Mai.",)),
        ("Die in Nummer 7 genannten Fristen sind lang.", ("7. Fristen",)),
        ("Vorzulegen sind die in Anlage 7 genannten Unterlagen.", ()),
        ("Die in Anhang 7 genannten Fristen sind lang.", ()),
        ("Spät ist, was die in Kapitel 7 genannten Fristen versäumt.", ("7. Fristen",)),
        ("§ 4 der Hafenordnung gilt entsprechend.", ()),
        ("§ 4 des Gesetzes über Boote gilt entsprechend.", ()),
        ("§ 4 der Satzung gilt entsprechend.", ()),
        ("§ 5 des Vertrages gilt entsprechend.", ()),
        ("Auch die in § 5 Absatz 1 des SGB II genannten Personen haben Geld.", ()),
        ("Auch die in § 4 der Hauptsatzung genannten Anlagen kosten Geld.", ()),
        ("Zu zahlen ist nach Nummer 7 der ANBest-P.", ()),
        ("Zu zahlen ist nach Nummer 7 der Nebenbestimmungen.", ()),
        ("Zu zahlen ist nach Nummer 7 des Merkblatts.", ()),
        ("Auch die in § 9 genannten Personen haben Geld.", ()),
    ],
)
def test_another_section_of_the_document_that_a_quote_points_to_stands_above_it(
    said: str, shown: tuple[str, ...]
) -> None:
    source = document(ELSEWHERE.format(said))
    found = quote(source, sentence(source, said[:12]))
    assert found is not None
    assert found.elsewhere == shown
    assert is_self_contained(found) == bool(shown)


def test_of_two_lists_nobody_knows_which_item_is_meant() -> None:
    lists = "(2) Frei sind:\n\n1. Kähne\n2. Boote\n\nDoch zahlen:\n\n1. Vereine\n2. Werften\n\n"
    source = document(f"# Ordnung\n\n## § 5 Geld\n\n{lists}(3) Im Falle des Absatzes 2 Satz 2 Nr. 1 prüft die Stadt.\n")
    found = quote(source, sentence(source, "(3)"))
    assert found is not None
    assert found.elsewhere == ("(2) Frei sind: 1. Kähne 2. Boote",)


def test_a_section_that_is_only_a_number_is_known_by_how_it_begins() -> None:
    text = "# Ordnung\n\n## § 60\n\n(1) Wer die Frist versäumt, darf zahlen. Er ist frei.\n\n(2) Der Antrag eilt.\n"
    source = document(text)
    above = [found.elsewhere for beginning in ("(1)", "(2)") if (found := quote(source, sentence(source, beginning)))]
    assert above == [(), ("(1) Wer die Frist versäumt, darf zahlen.",)]


def test_a_topic_of_an_agenda_says_nothing() -> None:
    def says(text: str, above: str, type: str = "minutes") -> bool:
        quoted = quote_of(document(text, type=type), text)
        return is_self_contained(replace(quoted, headings=("Treffen", above, "Technisches")))

    topic = "Logo (Stefan) - gemeinsame Abstimmung über Logo und Schrift, danach Flyer, Poster, Farben und Karten"
    assert not says(topic, "TOP-Vorschläge")
    assert says(topic, "TOP 3: Logo")
    assert says(topic, "TOP-Vorschläge", type="study")
    assert says("Abgestimmt wird am 3. Mai über das Logo", "TOP-Vorschläge")
    assert says("Stefan zeichnet das Logo", "TOP-Vorschläge")
    assert not says(topic, "Tagesordnungspunkte")
    for above in ("Tagesordnungspunkt 3: Logo", "Tagesordnung und Ergebnisse", "Agenda 2030 im Landkreis"):
        assert says(topic, above)
    assert says(f"Beschluss: {topic}", "Tagesordnung")


def test_a_place_that_is_shown_is_no_sentence_before() -> None:
    text = (
        "# Ordnung\n\n## § 4 Kai\n\nEr ist alt.\n\n## § 5 Boote\n\n{}Dies gilt auch für die in § 4 genannten Boote.\n"
    )
    source = document(text.format(""))
    found = quote(source, sentence(source, "Dies gilt"))
    assert found is not None
    assert found.elsewhere == ("§ 4 Kai",)
    shown = replace(found, elsewhere=("§ 4 … (1) Kähne sind frei.",))
    assert not is_self_contained(shown)
    assert is_self_contained(replace(shown, before=("Alle zahlen.",)))


def test_a_row_without_its_last_cells_and_a_lead_in_without_its_list_say_too_little() -> None:
    row = "Nr: 1 | Titel: Grenzwerte und Sollwerte des ganzen Leitungssatzes | Stand: neu"
    cut = replace(quote_of(document(row), row), items=(0,), continues=True)
    assert is_self_contained(replace(cut, continues=False))
    assert not is_self_contained(cut)
    leading = (
        "(1) Merkmale bei den Erhebungen über Hilfen zur Erziehung und für junge Volljährige nach der Ordnung sind"
    )
    open_ended = replace(quote_of(document(leading), leading), continues=True)
    assert is_self_contained(replace(open_ended, items=(90,)))
    assert not is_self_contained(open_ended)
    assert is_self_contained(replace(open_ended, text=f"{open_ended.text} frei;")), "the end of an item"


@pytest.mark.parametrize(
    ("place", "words", "is_told"),
    [
        (Place("§ 5", "2", item="1"), "§ 5 … (2) Anträge kommen bis 11. Mai.", False),
        (Place("§ 5", "2", item="1"), "§ 5 … (2) Zuständig ist: 1. die Stadt", True),
        (Place("§ 5", item="a"), "§ 5 Kai … ba) Poller", False),
        (Place(item="1"), "1.5 Kähne", False),
        (Place("Anlage 2"), "Anlage 2 Muster", True),
        (Place(item="2"), "Anlage 2 Muster", False),
    ],
)
def test_a_place_is_known_by_its_whole_number_and_an_annex_by_its_name(place: Place, words: str, is_told: bool) -> None:
    assert place.is_told_by(words) == is_told


def test_a_long_row_of_numbers_is_read_in_no_time() -> None:
    begun = time.process_time()
    assert pointed_at(f"Es gilt, was nach Nummer {'1.' * 20000}1 kommt.")
    assert time.process_time() - begun < 1


def test_who_decides_is_no_text_that_a_place_is_of() -> None:
    assert pointed_at("Es gilt, was nach Absatz 2 der Rat beschließt.") == [[Place(paragraph="2")]]
    assert pointed_at("Frei ist, was in Satz 2 des Absatzes 1 steht.") == [
        [Place(sentence="2")],
        [Place(paragraph="1")],
    ]
    assert pointed_at("Es gilt, was in Absatz 2 der Satzung steht.") == [[]]


def test_a_quote_that_begins_with_what_its_second_sentence_means_stands_alone() -> None:
    assert stands("Der Kai ist alt. Die Stadt zahlt dafür zehn Euro.")
    assert not stands("Die Stadt in Emden zahlt dafür zehn Euro.")
