"""What a quote is shown with: the words that stand above it, and what is quoted along."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from growth import grows_like_its_size
from made import document, sentence

from assistant.answering.quoting.above.law import begins_with_a_rest
from assistant.answering.quoting.above.shortening import LEAD_IN_CHARACTERS
from assistant.answering.quoting.kept_quotes import with_what_is_above
from assistant.answering.quoting.parts.lists import leads_in
from assistant.answering.quoting.parts.part import Part
from assistant.answering.quoting.parts.rows import columns
from assistant.answering.quoting.quote import quote
from assistant.records import QUOTE_CHARACTERS, Answer, Block, BlockKind, Citation, Quote, Span


def found(text: str, beginning: str, limit: int = QUOTE_CHARACTERS) -> Quote:
    source = document(text)
    taken = quote(source, sentence(source, beginning), limit)
    assert taken is not None
    return taken


def quoted(text: str, beginning: str) -> str:
    return found(text, beginning).text


def test_a_step_in_bold_stands_above_what_follows_and_is_no_quote() -> None:
    text = (
        "# Anlage\n\n**Schritt 4: Auswahl**\n\nEiner wählt aus.\n\n**Schritt 5: Bestätigung**\n\nDas Team prüft.\n\n"
        "- Kabel\n- Zange\n\nDie Prüfung ist kurz.\n\n## Ende\n\nSchluss.\n"
    )
    source = document(text)
    assert quote(source, sentence(source, "**Schritt 5")) is None
    for beginning in ("Das Team", "Die Prüfung"):
        assert found(text, beginning).shown_above == ("Anlage", "Schritt 5: Bestätigung")
    assert found(text, "Schluss").shown_above == ("Anlage", "Ende")
    day = text.replace("Schritt 5: Bestätigung", "Beginn der Arbeit: Lange Nacht der Museen")
    assert found(day, "**Beginn").text == "**Beginn der Arbeit: Lange Nacht der Museen**"
    says = text.replace("Schritt 5: Bestätigung", "Die Zahlung ist am Ende fällig")
    assert found(says, "**Die").text == "**Die Zahlung ist am Ende fällig**"


def test_a_quote_that_begins_with_its_own_bold_words_has_no_others_above_it() -> None:
    text = "# Rat\n\n**Nummer 1**\n\n- Kai\n\n**Nummer 2**\n\n- Mole\n"
    assert found(text, "Mole").shown_above == ("Rat",)
    assert "Nummer 2" in found(text, "Mole").text
    titled = "# Rat\n\n**Richtlinie zum Kai**\n\nEr ist lang.\n"
    assert found(titled, "Er ist").shown_above == ("Rat",)


def test_the_one_item_in_bold_among_others_stands_above_what_follows() -> None:
    text = "# Plenum\n\n- Flyer\n- **Texte (Daniel)**\n- Entwurf liegt vor\n\nWas fehlt noch?\n"
    assert found(text, "Was fehlt").shown_above == ("Plenum", "Texte (Daniel)")
    listed = text.replace("- Flyer", "- **Flyer**")
    assert found(listed, "Was fehlt").shown_above == ("Plenum",)


def test_a_label_stands_above_the_paragraph_below_it_and_ends_what_a_heading_begins() -> None:
    assert found("# Rat\n\nGründe:\n\nDas Haus ist alt.\n", "Das Haus").shown_above == ("Rat", "Gründe:")
    listed = "# Rat\n\nStand:\n\nPlanung:\n\n- Vortrag\n- Kurs\n"
    assert found(listed, "Vortrag").shown_above == ("Rat",)
    text = "# Rat\n\n## Konsens:\n\n- Es gibt ein Wiki\n\nTODO:\n\n- Gruppen anlegen\n- Wiki packen\n"
    assert found(text, "Es gibt").shown_above == ("Rat", "Konsens:")
    todo = found(text, "Wiki packen")
    assert (todo.text, todo.shown_above) == ("TODO: - Gruppen anlegen - Wiki packen", ("Rat",))


def test_a_value_names_what_it_is_said_of() -> None:
    text = (
        "# Wahl\n\nQualität des Konzepts im Hinblick auf:\n\n- Neuheit\n- Plan\n\nGewicht: 30 % von allen Punkten\n\n"
        "Punkte: höchstens 10 (mindestens 5 nötig)\n\nGesamtpunkte: 40 (mindestens 21 nötig)\n"
    )
    above = ("Wahl", "Qualität des Konzepts im Hinblick auf:")
    assert found(text, "Gewicht").shown_above == found(text, "Punkte").shown_above == above
    assert found(text, "Gesamt").shown_above == ("Wahl",)


def test_a_remark_in_brackets_is_quoted_with_what_it_is_said_of() -> None:
    text = "# Dienste\n\nDas Wiki läuft.\n\n(Zugang auf Nachfrage, mit Schlüssel)\n\n(1) Erstens.\n"
    assert quoted(text, "(Zugang") == "Das Wiki läuft. (Zugang auf Nachfrage, mit Schlüssel)"
    assert quoted(text, "(1)") == "(1) Erstens."
    assert quoted("# Chat\n\nEs gibt Kurse.\n\n(Sollten wir dazu Leute fragen?)", "(Sollten").startswith(
        "Es gibt Kurse."
    )


def test_a_sentence_torn_at_blank_lines_is_whole() -> None:
    asked = "# Plenum\n\nWie können wir die Verwendung\n\nvorantreiben? Frank fragt.\n"
    assert quoted(asked, "Wie") == "Wie können wir die Verwendung vorantreiben?"
    day = "# Frist\n\nSkizzen sind jeweils\n\nbis zum 15. Mai\n\neinzureichen. Anträge folgen.\n"
    assert quoted(day, "Skizzen") == quoted(day, "einzureichen") == "Skizzen sind jeweils bis zum 15. Mai einzureichen."
    moorings = "# Hafen\n\nDer Hafen vermietet zwölf\n\nLiegeplätze an Vereine.\n"
    assert quoted(moorings, "Der") == "Der Hafen vermietet zwölf Liegeplätze an Vereine."
    chat = "# Chat\n\nHeute sind alle da\n\nwir fangen also jetzt mit der Sitzung an.\n"
    assert not quoted(chat, "Heute").endswith("an.")


def test_a_row_of_codes_is_quoted_with_its_name_below_it() -> None:
    offer = "2 | MSEA9000 | 41,50 | 83,00"
    text = f"Angebot\nPos. 1\n{offer}\nKabelkanal für den Tisch"
    starts = [0, 8, 15, 16 + len(offer)]
    kinds: tuple[BlockKind, ...] = ("heading", "row", "row", "paragraph")
    ends = [7, 14, 15 + len(offer), len(text)]
    blocks = tuple(Block(kind, start, end) for kind, start, end in zip(kinds, starts, ends, strict=True))
    source = replace(document("# Angebot"), text=text, blocks=blocks)
    for beginning in ("2 | ", "Kabelkanal"):
        span = Span(text.index(beginning), text.index(beginning) + 10)
        end = next(block.end for block in blocks if block.start <= span.start < block.end)
        taken = quote(source, Span(span.start, end))
        assert taken is not None
        assert taken.text == f"{offer} Kabelkanal für den Tisch"


def test_a_second_line_of_a_row_names_what_the_first_says() -> None:
    rows = "| 2.3 | Netzbox |  |\n| 2.3 |  | 28,35 |\n| 2.4 | Schirm | 9,00 |\n"
    text = f"# Los\n\n| Pos | Was | Preis |\n|---|---|---|\n{rows}"
    assert found(text, "Pos: 2.3 | Preis").shown_above == ("Los", "Was: Netzbox")
    assert found(text, "Pos: 2.4").shown_above == ("Los",)


def test_what_is_cut_within_an_item_or_behind_the_following_goes_on() -> None:
    item = "# Satzung\n\nErhoben wird:\n\n- Miete in Heimen oder einer sonstigen betreuten Form\n"
    source = document(item)
    begins = item.index("Miete")
    cut = quote(source, Span(begins, item.index(" betreuten")), 60)
    assert cut is not None
    assert cut.continues
    criteria = "# Tisch\n\nEr soll die folgenden Kriterien erfüllen:\nEr ist hoch. Er ist breit.\n"
    assert found(criteria, "Er soll").continues


def test_a_line_of_minutes_behind_a_list_stands_above_what_follows() -> None:
    text = "# Protokoll\n\n- Flyer sind da\n\nFinanzierung\n\nDie Stadt zahlt den Rest der Kosten.\n"
    minutes = document(text, type="minutes")
    paid = quote(minutes, sentence(minutes, "Die Stadt"))
    assert paid is not None
    assert paid.shown_above == ("Protokoll", "Finanzierung")
    assert quote(minutes, sentence(minutes, "Finanzierung")) is None
    listed = document(f"{text}\n- Ein Kurs kostet\n\nWerbung\n\n- Plakate\n", type="minutes")
    flyer = quote(listed, sentence(listed, "Plakate"))
    assert flyer is not None
    assert (flyer.text, flyer.shown_above) == ("Werbung - Plakate", ("Protokoll",))


def test_a_numbered_paragraph_of_three_words_leads_its_list_in() -> None:
    items = "".join(f"{number}. die Träger der Einrichtung {number} im Land,\n" for number in range(1, 9))
    text = f"# Gesetz\n\n## § 102 Auskunft\n\n(1) Es gibt Pflichten.\n\n(2) Auskunftspflichtig sind\n\n{items}"
    assert found(text, "8. die", limit=80).shown_above[2:] == ("(2) Auskunftspflichtig sind",)
    gone = document("# Gesetz\n\n(1) Es gibt Pflichten.\n\n(1a) (weggefallen)\n\n(2) Das ist alles.\n")
    assert quote(gone, sentence(gone, "(1a)")) is None


def test_what_announces_the_following_list_leads_it_in_also_where_the_sentence_is_over() -> None:
    listed = "- Bau einer Mole im Süden\n- Prüfung nach drei Jahren\n"
    text = "# Antrag\n\nDie Skizze ist gemäß folgender Gliederung zu erstellen. Anlagen sind kein Teil davon.\n\n"
    shown = "Die Skizze ist gemäß folgender Gliederung zu erstellen."
    assert found(text + listed, "Prüfung", limit=30).shown_above == ("Antrag", shown)
    assert found(text.replace("gemäß folgender Gliederung ", "") + listed, "Prüfung", limit=30).shown_above == (
        "Antrag",
    )


def test_a_place_that_a_far_lead_in_points_to_is_shown_too() -> None:
    items = "".join(f"{number}. die Papiere des Vereins {number} im Land,\n" for number in range(1, 9))
    leading = "(2) Wer ein Boot nach Absatz 1 führt, braucht"
    shown = found(f"# Ordnung\n\n## § 5 Boote\n\n(1) Boote sind klein.\n\n{leading}\n\n{items}", "8. die", limit=80)
    assert (shown.elsewhere, shown.before) == (("(1) Boote sind klein.",), (leading,))
    assert shown.shown_above == ("Ordnung", "§ 5 Boote", *shown.elsewhere, *shown.before)


def test_a_place_that_how_the_paragraph_begins_points_to_is_shown_too() -> None:
    items = "1. von Kähnen,\n2. von Booten werden Abgaben erhoben."
    begins = "(3) Im Fall des Absatzes 1 Nummer 2 sind die Abgaben zu staffeln."
    law = f"# Ordnung\n\n## § 5 Abgaben\n\n(1) Beim Liegen\n\n{items}\n\n{begins} Maß ist die Länge. Wer hilft, zahlt."
    shown = found(law, "Wer hilft")
    assert shown.before == (begins,)
    assert shown.elsewhere == ("(1) Beim Liegen … 2. von Booten werden Abgaben erhoben.",)


@pytest.mark.parametrize(
    "pointer",
    [
        "§ 72a Absatz 1 und 5 gilt entsprechend.",
        "Die §§ 4 und 5 des Hafenbuchs sind entsprechend anzuwenden.",
        "Im Übrigen findet § 4 Abs. 2 entsprechende Anwendung.",
    ],
)
def test_a_quote_ends_before_a_sentence_that_only_points(pointer: str) -> None:
    listed = "Geeignet sind Lotsen, die\n\n1. das Amt kennen und\n2. Boote haben. Sie sollen schwimmen."
    law = f"# Ordnung\n\n## § 3 Mole\n\n{listed} {{}}\n"
    whole = "Geeignet sind Lotsen, die 1. das Amt kennen und 2. Boote haben. Sie sollen schwimmen."
    taken = found(law.format(pointer), "Geeignet")
    assert (taken.text, taken.continues) == (whole, False)
    assert found(law.format(pointer), pointer[:7]).text.endswith(pointer)
    says = pointer.removesuffix(".") + ", wenn der Rat zustimmt."
    assert found(law.format(says), "Geeignet").text == f"{whole} {says}"


def test_such_a_thing_brings_the_sentence_that_names_it() -> None:
    law = "# Ordnung\n\n## § 3 Mole\n\n(1) Der Rat prüft. Die Zeit kann enden. {} meldet ein solches Ende.\n"
    assert found(law.format("Der Rat"), "Der Rat meldet").before == ("(1) Der Rat prüft.", "Die Zeit kann enden.")


def test_what_a_paragraph_goes_on_from_stands_above_it_where_it_is_too_long_to_be_quoted_with_it() -> None:
    items = "".join(f"- die {number}. Mole und {'alle ' * 8}Kähne,\n" for number in range(1, 8))
    text = f"# Werft\n\nDer Leiter führt den Betrieb.\n\nDazu gehören:\n\n{items}\nMolen sind gut.\n"
    assert found(text, "Dazu", limit=360).before == ("Der Leiter führt den Betrieb.",)
    assert found(text, "Molen").before == ()
    means = "# Netz\n\nDie Form ist eine andere.\n\nDas heißt, sie passt nicht. Der Leiter führt Buch.\n"
    assert found(means, "Das heißt").before == ("Die Form ist eine andere.",)
    assert found(means.replace("Das heißt, sie", "Die Form"), "Die Form passt").before == ()
    assert found(means.replace("Die Form", "## Die Form"), "Das heißt").before == ()


def test_a_numbered_heading_that_was_read_as_a_paragraph_ends_those_that_it_is_no_part_of() -> None:
    text = (
        "# Richtlinie\n\n## 5.3 Höhe\n\nSie ist so:\n\n5.3.1 Anlagen\n\nHälfte zahlt der Bund.\n\n"
        "5.3.2 im Fall der Beratung\n\nGezahlt wird am Ende.\n\n## Schluss\n\n5.4 bis\n\nAus.\n"
    )
    assert found(text, "Hälfte").headings == ("Richtlinie", "5.3 Höhe", "5.3.1 Anlagen")
    assert found(text, "Gezahlt").headings == ("Richtlinie", "5.3 Höhe", "5.3.2 im Fall der Beratung")
    deeper = text.replace("5.3.1 Anlagen", "### 5.3.1 Anlagen")
    assert found(deeper, "Gezahlt").headings == ("Richtlinie", "5.3 Höhe", "5.3.2 im Fall der Beratung")
    assert found(text, "Aus.").headings == ("Richtlinie", "Schluss")


def test_what_a_paragraph_below_a_picture_goes_on_from_stands_above_it() -> None:
    caption = '<a name="_ref1"></a>*Abbildung 8: Der Kai*'
    text = f"# Plan\n\nDer Rat zeichnet den Kai.\n\n![Kai](kai.png)\n\n{caption}\n\nDie Werft baut auf dieser Basis.\n"
    shown = found(text, "Die Werft")
    assert (shown.text, shown.before) == ("Die Werft baut auf dieser Basis.", ("Der Rat zeichnet den Kai.",))
    source = document(text)
    assert quote(source, sentence(source, "<a name")) is None
    said = text.replace(caption, "Abbildung 8 zeigt die Mole.")
    assert found(said, "Die Werft").text == "Abbildung 8 zeigt die Mole. Die Werft baut auf dieser Basis."


def test_a_line_of_minutes_that_begins_with_a_topic_of_the_agenda_ends_the_one_before() -> None:
    text = (
        "# Treffen\n\n## Themen\n\nKeltern\n\nSatzung\n\n## Tatsächliche Sitzung\n\nKeltern\n\n- Uta hat Äpfel\n\n"
        "Satzung --> neuer Name: Ordnung\n\n- Wozu ist sie gut?\n\nKürzer soll der Text werden.\n"
    )
    minutes = document(text, type="minutes")
    shown = quote(minutes, sentence(minutes, "Kürzer"))
    assert shown is not None
    assert shown.headings[-1] == "Satzung --> neuer Name: Ordnung"
    itself = quote(minutes, sentence(minutes, "Wozu"))
    assert itself is not None
    assert itself.text.startswith("Satzung -->")
    assert itself.headings[-1] == "Tatsächliche Sitzung"


def test_a_row_without_a_number_goes_on_from_the_numbered_one_above_it() -> None:
    rows = (
        "| 3. | Bau eines Kais bei Kosten |  |\n|  | a) bis 100 € | Uta |\n|  | b) mehr | Rat |\n| 4. | Feste | Rat |\n"
    )
    text = f"# Aufgaben\n\n| Nr. | Was | Wer |\n|---|---|---|\n{rows}"
    for beginning in ("Was: a)", "Was: b)"):
        assert found(text, beginning).before == ("Was: Bau eines Kais bei Kosten",)
    assert found(text, "Nr.: 3.").continues
    assert not found(text, "Nr.: 4.").continues
    assert found(text, "Nr.: 4.").before == ()
    unnumbered = text.replace("3.", "Kai").replace("4.", "Fest")
    assert found(unnumbered, "Was: a)").before == ()


def test_one_of_several_alternatives_goes_on_with_the_next() -> None:
    text = "# Wahl\n\nOption 1: Der Kai wird lang\n\nOption 2: Der Kai bleibt kurz\n\nWer ist dafür?\n"
    first, second = (found(text, f"Option {number}") for number in (1, 2))
    assert (first.continues, first.items) == (True, (0,))
    assert not second.continues
    assert not found(text.replace("Option 2", "Variante 2"), "Option 1").continues


def test_bold_words_right_above_a_table_name_its_rows() -> None:
    head = "| Nr. | Was | Preis |\n|---|---|---|\n"
    text = (
        f"# Preise\n\n**19. Boote am Kai**\n\n{head}| 19.1 | Kahn | 3 € |\n| 19.2 | Jolle | 4 € |\n\n"
        "**Kräne je nach Last**\n\n| Last | Preis |\n|---|---|\n| bis 5 t | 8 € |\n\n"
        f"{head}| 56 | Poller | 9 € |\n\n**60. Bojen 5 – 9 €**\n\n{head}| 61 | Tonne | 7 € |\n"
    )
    for row in ("Nr.: 19.1", "Nr.: 19.2"):
        assert found(text, row).headings == ("Preise", "19. Boote am Kai")
    assert found(text, "Last: bis").headings == ("Preise", "Kräne je nach Last")
    for row in ("Nr.: 56", "Nr.: 61"):
        assert found(text, row).headings == ("Preise",)
    captioned = text.replace("**Kräne je nach Last**", "Tabelle 2: Kräne in Euro je Tag")
    assert found(captioned, "Last: bis").headings == ("Preise", "Tabelle 2: Kräne in Euro je Tag")


def test_a_note_behind_a_rule_is_no_list_that_the_last_sentence_leads_in() -> None:
    text = "# Kai\n\nDie Richtlinie gilt bis zum 30. Juni.\n\n---\n\n1) Boote mit Segel.\n\n2) Boote ohne Segel.\n"
    last = found(text, "Die Richtlinie")
    assert (last.text, last.continues) == ("Die Richtlinie gilt bis zum 30. Juni.", False)


def test_an_item_of_a_long_list_is_quoted_with_its_own_parts() -> None:
    text = (
        f"# Kai\n\nErlaubt ist, dass\n\n1. {'viele ' * 100}Boote anlegen;\n2. zerstörte Kähne\n   a) hier oder\n"
        "   b) dort gebaut werden;\n3. alle fahren.\n"
    )
    parts = found(text, "2. zerstörte")
    assert parts.text == "2. zerstörte Kähne a) hier oder b) dort gebaut werden;"
    assert (parts.before, parts.continues) == (("Erlaubt ist, dass",), True)


def test_above_a_numbered_paragraph_stands_what_introduces_what_it_speaks_of() -> None:
    law = (
        "# Ordnung\n\n## § 4 Verfahren\n\n"
        "(1) Der Rat prüft. Gegen den Bescheid ist Widerspruch zulässig. Alle warten.\n\n"
        "(2) Der Widerspruch muss kurz sein.\n\n(3) Der Rat kann sich vertreten lassen.\n"
    )
    assert found(law, "(2)").before == ("Gegen den Bescheid ist Widerspruch zulässig.",)
    assert found(law, "(3)").before == ()
    listed = (
        "# Ordnung\n\n## § 9 Bußen\n\n(1) Ordnungswidrig handelt, wer\n\n1. den Kai sperrt,\n2. die Mole sperrt.\n\n"
        "(2) Die Ordnungswidrigkeit kann geahndet werden.\n"
    )
    whole = "(1) Ordnungswidrig handelt, wer 1. den Kai sperrt, 2. die Mole sperrt."
    assert found(listed, "(2)").before == (whole,)


def test_above_a_numbered_paragraph_stands_what_it_refers_back_to() -> None:
    law = "# Ordnung\n\n## § 9 Beginn\n\n(1) {}\n\n(2) {}\n"
    begins = "Diese Hafensatzung tritt im Mai in Kraft."
    assert found(law.format(begins, "Sie gilt ab Juni."), "(2)").before == (f"(1) {begins}",)
    assert found(law.format(begins, "Es gilt die Frist."), "(2)").before == ()
    assert found(law.format(begins, "Kähne sind frei."), "(2)").before == ()
    young = "Kleinen Kähnen, die in großer Not sind, wird geholfen, wenn " + "der Rat im Hafen " * 20 + "zustimmt."
    shown = found(law.format(young, "Soweit die Fahrt dieser kleinen Kähne nichts kostet, zahlt die Stadt."), "(2)")
    assert shown.before[0].startswith("(1) Kleinen Kähnen, die in großer Not sind")
    more = f"{begins} Kräne ruhen. Dies gilt nicht im Herbst."
    both = (f"(1) {begins}", "Dies gilt nicht im Herbst.")
    assert found(law.format(more, "Dasselbe gilt im Winter."), "(2)").before == both
    between = "(2) Die Werft zahlt.\n\n§ 10 Mole\n\n(1) Diese ist lang."
    assert found(law.format(begins, "Ende.").replace("(2) Ende.", between), "(1) Diese").before == ()
    paid = "Die Werft zahlt für die Mole."
    assert found(law.format(f"{begins}\n\n{paid}", "Sie gilt ab Juni."), "(2)").before == (paid,)
    listed = "Frei sind\n\n1. Kähne,\n2. Boote."
    assert found(law.format(listed, "Diese liegen am Kai."), "(2)").before == ("(1) Frei sind 1. Kähne, 2. Boote.",)


def test_the_end_of_a_sentence_above_is_no_sentence_that_is_taken_up() -> None:
    listed = "(1) Der Antrag ist kurz, der im Rahmen\n\n1. des Dienstes oder\n2. der Wahl\n\ngestellt wurde. "
    shown = found(f"# Ordnung\n\n## § 9 Antrag\n\n{listed}Die Angaben werden geprüft.\n", "Die Angaben")
    assert shown.before == ("(1) Der Antrag ist kurz, der im Rahmen …",)
    torn = "(1) Der Antrag ist kurz. Der Rat prüft ihn nach Nummer 4 und\n\n5 genau. Die Angaben werden geprüft.\n"
    assert found(f"# Ordnung\n\n## § 9 Antrag\n\n{torn}", "Die Angaben").before == ("(1) Der Antrag ist kurz.",)


def test_a_part_with_a_letter_is_no_end_of_a_sentence() -> None:
    parts = "(1) Wer am Kai liegt, zahlt\n\na) für Boote aus Holz\n\nb) für Kähne am Tag fünf Euro. Alle zahlen.\n"
    source = document(f"# Ordnung\n\n## § 9 Kai\n\n{parts}")
    assert begins_with_a_rest(Part(source, 4)) is False


def test_a_footnote_within_a_paragraph_and_what_begins_within_the_name_of_a_gazette_are_no_quotes() -> None:
    source = document("# Hafen\n\n(3) Der Kai ist lang. (1)ABl. C 39 vom 18.12.2012, S. 127. (2)Satzung des Hafens.\n")
    assert quote(source, sentence(source, "C 39")) is None
    assert quote(source, sentence(source, "(2)Satzung")) is None
    assert quote(source, sentence(source, "(3) Der")) is not None
    told = document("# Hafen\n\nAlles steht im BAnz. Die Gebühr am Kai beträgt 50 Euro.\n")
    assert quote(told, Span(told.text.index("Die Geb"), told.blocks[1].end)) is not None


@pytest.mark.parametrize(
    "said", ["12 Betriebe haben im Mai am Kai geholfen.", "(2)Die Frist am Kai beträgt zwei Wochen."]
)
def test_a_sentence_that_begins_with_a_number_within_a_paragraph_is_a_quote(said: str) -> None:
    assert found(f"# Hafen\n\n(1)Der Kai ist lang. {said} Das Amt prüft alles.\n", said[:6]).text.endswith(said)


def test_the_later_sentences_of_a_paragraph_that_are_applied_stand_above() -> None:
    law = (
        "# Ordnung\n\n## § 9 Kai\n\n(2) Kähne sind klein. Boote liegen am Kai. Kräne ruhen. Alle zahlen.\n\n"
        "(3) Kähne sind frei. Wer nach den Sätzen 1 und 4 hilft, zahlt. Molen sind lang. Poller sind frei.\n\n(4) {}\n"
    )
    applied = found(law.format("Für Netze gilt Absatz 2 Satz 2 und 4 entsprechend."), "(4)")
    assert applied.elsewhere == ("(2) … Boote liegen am Kai.", "(2) … Alle zahlen.")
    assert found(law.format("Ende."), "Wer nach").elsewhere == ("Poller sind frei.",)


def test_an_open_sentence_stands_above_the_numbered_paragraphs_that_go_on_from_it() -> None:
    text = (
        "# Antrag\n\nAlle dürfen kommen.\n\nIm Sinne der Richtlinie sind\n\n"
        "3.1 Werften solche, die Boote bauen und pflegen.\n\n"
        "3.2 Häfen solche, in denen zwölf oder mehr Boote das ganze Jahr über liegen.\n"
    )
    for beginning in ("3.1 Werften", "3.2 Häfen"):
        assert found(text, beginning).shown_above == ("Antrag", "Im Sinne der Richtlinie sind")
    over = text.replace("Im Sinne der Richtlinie sind", "Es zählen alle Boote.")
    assert found(over, "3.2 Häfen").shown_above == ("Antrag",)
    parted = text.replace("3.2 Häfen", "Das ist alles.\n\n3.2 Häfen")
    assert found(parted, "3.2 Häfen").shown_above == ("Antrag",)


def test_an_item_of_the_first_sentence_stands_above_what_applies_it() -> None:
    text = (
        f"# § 9 Kai\n\n(1) Die Stadt kann Boote heben, wenn sie\n\n1. leck, {'alt, ' * 90}leer sind oder\n\n"
        "2. treiben.\n\n"
        "Satz 1 Nummer 1 gilt entsprechend für alle Kähne, die im Hafen liegen und nicht mehr fahren.\n"
    )
    above = found(text, "Satz 1 Nummer 1").shown_above
    assert any(words.startswith("1. leck, alt") for words in above)
    assert not any("treiben" in words for words in above)


def test_a_footnote_goes_on_from_no_numbered_paragraph() -> None:
    law = "# Ordnung\n\n## § 4 Kai\n\n(3) Alle zahlen.\n\n**Fußnoten:** *) § 4 gilt ab dem 1. Mai 2005.\n"
    assert found(law, "**Fußnoten").before == ()


def test_above_a_part_of_an_item_stand_the_item_and_what_leads_its_list_in() -> None:
    parts = "\n\n".join(f"{letter}) {'lange ' * 60}Teile," for letter in "abc")
    law = f"# Ordnung\n\nEs gilt, dass\n\n1. Kähne klein sind,\n\n2. bei Booten auch\n\n{parts}\n\nzählen.\n"
    assert found(law, "b)").before[-2:] == ("Es gilt, dass … zählen.", "2. bei Booten auch")


def test_what_denies_is_not_left_out_between_the_ends_of_a_long_beginning() -> None:
    betrieben = f"(1) Den Betrieben, die {'sehr ' * 45}große Kähne haben, wird der Zuschuss"
    wenn = f"ausgezahlt oder verlängert, wenn {'sehr ' * 40}viel gebaut wird."
    law = "# Ordnung\n\n## § 4 Geld\n\n{}\n\n## § 5 Ende\n\nSchluss.\n"
    for words, is_whole in ((f"{betrieben} {wenn}", True), (f"{betrieben} nicht mehr {wenn}", False)):
        (opened,) = found(law.format(f"{words} Alle zahlen im Mai."), "Alle zahlen").before
        assert opened.startswith("(1) Den Betrieben")
        assert opened.endswith("viel gebaut wird.") == is_whole


def test_what_a_long_lead_in_denies_stands_above_its_items() -> None:
    listed = (
        f"# Kai\n\n{{}} werden Kähne, die {'sehr ' * 80}alt sind, und zwar:\n\n- {'lange ' * 30}Kähne;\n- Jollen.\n"
    )
    for begun, is_begun in (("Nicht gefördert", True), ("Gefördert", False)):
        source = document(listed.format(begun))
        shown = quote(source, source.blocks[1].span)
        assert shown is not None
        assert shown.text.startswith("lange")
        assert shown.before[0].startswith(begun) == is_begun
        assert shown.before[0].endswith("und zwar:")
        assert len(shown.before[0]) <= LEAD_IN_CHARACTERS + len(" …")


def test_the_columns_of_a_table_are_compared_only_below_its_own_name(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "| Last | Preis |\n|---|---|\n" + "".join(f"| bis {n} t | {n} € |\n" for n in range(1, 4))
    text = "# Preise\n\n" + "".join(f"Tabelle {n}: Kräne in Euro\n\n{rows}\n" for n in range(1, 20)) + "Alles Gute.\n"
    source, read = document(text), list[int]()

    def counted(row: Part) -> list[str]:
        read.append(row.index)
        return columns(row)

    monkeypatch.setattr("assistant.answering.quoting.above.context.columns", counted)
    last = source.text.rindex("Last: bis 3 t")
    taken = quote(source, Span(last, last + len("Last: bis 3 t | Preis: 3 €")))
    assert taken is not None
    assert taken.headings == ("Preise", "Tabelle 19: Kräne in Euro")
    assert len(set(read)) == len(read) <= 4
    read.clear()
    assert found(text, "Alles").headings == ("Preise",)
    assert read == []


def test_a_row_with_a_letter_is_no_heading_of_what_stands_below_its_table() -> None:
    source = document("# Plan\n\na) Kosten der Mole\n\nDer Kai ist alt und wird saniert.\n")
    title, lettered, below = source.blocks
    rows = replace(source, blocks=(title, replace(lettered, kind="row"), below))
    for one, headings in ((source, ("Plan", "a) Kosten der Mole")), (rows, ("Plan",))):
        shown = quote(one, below.span)
        assert shown is not None
        assert shown.headings == headings


def test_a_kept_quote_is_shown_with_what_stands_above_it_there_and_not_with_itself() -> None:
    source = document("# Rat\n\n## Boote\n\nPiet baut den Kai.\n\nJule baut die Mole.\n")

    def kept(number: int, words: str, text: str) -> Citation:
        start = source.text.index(words)
        return Citation(number, Quote(source.info, None, text, start, start + len(words)))

    quotes = [("Boote", "Boote"), ("Piet baut den Kai.",) * 2, ("Jule baut die Mole.", "Das stand hier vorher.")]
    citations = tuple(kept(number, *words) for number, words in enumerate(quotes, 1))
    told = with_what_is_above(Answer("Wer baut?", "de", "extractive", citations=citations), lambda _: source)
    assert [one.quote.headings for one in told.citations] == [("Rat",), ("Rat", "Boote"), ()]


def test_above_a_row_stands_what_its_table_is_announced_by() -> None:
    table = "| Ausgabe | Satz |\n|---|---|\n| Kähne | 10 Euro |\n| Taue | 5 Euro |\n"
    text = f"# Merkblatt\n\nKähne zählen. Das Land zahlt höchstens die Hälfte von:\n\n{table}"
    assert found(text, "Ausgabe: Taue").before == ("Das Land zahlt höchstens die Hälfte von:",)
    rule = text.replace("Hälfte von:", "Hälfte.")
    assert found(rule, "Ausgabe: Taue").before == ("Das Land zahlt höchstens die Hälfte.",)
    for beside in ("(1) Ohne Umsatzsteuer.", "¹ Ohne Steuer.", "Quelle: Amt für Häfen.", "Seite 3 von 5", "**Sätze**"):
        assert found(f"# Merkblatt\n\n{beside}\n\n{table}", "Ausgabe: Taue").before == ()


def test_between_two_tables_only_what_leads_in_stands_above_the_rows_of_the_lower_one() -> None:
    rents = "| Miete | Preis |\n|---|---|\n| Kai | 9 Euro |\n"
    boats = "| Boot | Preis |\n|---|---|\n| Yacht | 90 Euro |\n"
    assert found(f"{rents}\nDiese Mieten gelten nicht im Winter.\n\n{boats}", "Boot: Yacht").before == ()
    assert found(f"{rents}\nFür Boote gilt:\n\n{boats}", "Boot: Yacht").before == ("Für Boote gilt:",)


def test_above_the_later_sentence_of_an_item_stands_how_the_item_begins() -> None:
    first = "Prüfung der Kähne durch das Amt, das dazu die Werft anhört."
    items = f"- {first} Derartige Prüfungen dauern einen Tag. Der Hafen zahlt alles.\n" + "- Sonstiges.\n" * 3
    text = f"# Plan\n\n{'Der Hafen ' * 60}regelt:\n\n{items}"
    assert found(text, "Der Hafen zahlt").before[1:] == (first,)
    assert found(text, "Derartige").before[1:] == (first,)
    text = text.replace("Der Hafen zahlt alles", "Die Ergebnisse derartiger Prüfungen erhält der Hafen")
    assert found(text, "Die Ergebnisse").before[1:] == (first, "Derartige Prüfungen dauern einen Tag.")


def test_a_later_sentence_of_an_item_is_no_item_of_its_own() -> None:
    text = f"# Plan\n\n{'Der Hafen ' * 60}regelt:\n\n- Der Kai ist kurz. Die Mole ist lang.\n- Das Becken ist tief.\n"
    assert [found(text, one).items for one in ("Der Kai", "Die Mole", "Das Becken")] == [(0,), (), (0,)]


def test_a_line_below_another_one_begins_like_an_item() -> None:
    text = "# Ausflug\n\n{}\n\nTassen, vielleicht OutcomeClassifier\n\nWer kommt?\n"
    listed = found(text.format("Essen: Brot, Butter, Käse und Wurst"), "Tassen")
    assert listed.text[listed.items[0] :] == "Tassen, vielleicht OutcomeClassifier"
    for above in ("Das Geschirr", "Das Geschirr bringen alle mit, auch:", "## Geschirr"):
        assert found(text.format(above), "Tassen").items == ()
    small = text.format("Essen: Brot, Butter, Käse und Wurst").replace("Tassen", "auch Tassen")
    assert found(small, "auch Tassen").items == ()


def test_a_web_address_leads_no_list_in() -> None:
    text = (
        "# Normen\n\n- Kai: eine Mauer.\n\n    <https://kai.example/a>\n\n"
        f"- Mole: ein Damm. {'Sie ist lang. ' * 50}Die Stadt pflegt den Damm.\n"
    )
    assert found(text, "Die Stadt").before == ("Mole: ein Damm.",)
    assert quoted(text.replace("Sie ist lang. " * 50, ""), "Die Stadt") == "Mole: ein Damm. Die Stadt pflegt den Damm."


def test_an_item_with_a_letter_behind_its_number_is_one_of_its_list() -> None:
    text = (
        "# § 5 Familie\n\n(5) Verwandte sind:\n\n1. Eltern,\n\n2. Geschwister,\n\n2a. Paten der Geschwister,\n\n"
        "3. Neffen.\n\nDanach gilt nichts.\n"
    )
    assert (
        quoted(text, "2a. Paten")
        == "(5) Verwandte sind: 1. Eltern, 2. Geschwister, 2a. Paten der Geschwister, 3. Neffen."
    )
    far = text.replace("1. Eltern", f"1. {'Eltern und ' * 60}Kinder")
    assert found(far, "2a. Paten").before == ("(5) Verwandte sind:",)
    assert [block.kind for block in document("# Haus\n\n2a. Etage\n").blocks] == ["heading", "paragraph"]


def test_a_sentence_torn_before_its_end_is_whole() -> None:
    text = "# Ufer\n\n(1) Es ist in die Häfen\n\nNordhafen mit Sitz in Emden und\nSüdhafen mit Sitz in Leer geteilt.\n"
    whole = "(1) Es ist in die Häfen Nordhafen mit Sitz in Emden und Südhafen mit Sitz in Leer geteilt."
    assert quoted(text, "(1)") == quoted(text, "Nordhafen") == whole
    text = text.replace(" geteilt.", "\n\ngeteilt.")
    assert quoted(text, "(1)") == quoted(text, "Nordhafen") == quoted(text, "geteilt") == whole
    for upper, lower in (
        ("Der Antrag wurde nicht angenommen", "Neuer Antrag im Mai gestellt."),
        ("Der Zuschuss wird nicht erhöht", "Antrag auf Verlängerung des Zuschusses genehmigt."),
        ("Der Hafen hat einen Kai", "Kosten: 12 Euro, vom Land bezahlt."),
        ("Wer hat den Kai", "Antrag der Werft im Mai gestellt."),
        ("Die Werft hat den Kai (einstimmig)", "Antrag der Werft im Mai gestellt."),
    ):
        assert lower not in quoted(f"# Plan\n\n{upper}\n\n{lower}\n", upper), "two lines, each whole"
    text = "# Plan\n\nDer Kai wird von der Stadt\n\nund mit Geld des Landes im nächsten Jahr gebaut.\n"
    assert quoted(text, "Der Kai").endswith("gebaut.")


def test_what_has_no_verb_is_quoted_with_the_sentence_before_it() -> None:
    text = "# Plan\n\nViele sind beteiligt. Der Hafen als Betreiber, die sog. Werft als Bauherrin. Sie bauen.\n"
    assert quoted(text, "Der Hafen").startswith("Viele sind beteiligt. Der Hafen")
    assert quoted("# Plan\n\nViele sind beteiligt. Danke.\n", "Danke") == "Danke."


def test_a_term_of_a_glossary_is_quoted_with_what_it_is() -> None:
    first = "# Begriffe\n\n## 3.2\n\nKai\n\nMauer (3.1), an der Schiffe liegen\n\n"
    text = f"{first}## 3.3\n\nPoller\n\nPfahl (3.1) am Rand des Kais\n"
    for source in (text, text.replace("## 3.3\n", "3.2.1\n")):
        for beginning in ("Poller", "Pfahl"):
            taken = found(source, beginning)
            assert (taken.text, taken.headed) == ("Poller Pfahl (3.1) am Rand des Kais", len("Poller"))
    below = text.replace("## 3.3\n", "3.2.1\n")
    numbered = document(below)
    assert quote(numbered, sentence(numbered, "3.2.1")) is None
    assert found(below, "Pfahl").elsewhere == ("Kai",)
    assert found(below.replace("am Rand des Kais", "am Kai"), "Pfahl").elsewhere == ()
    assert quoted("# Satzung\n\n## § 3\n\nKurtaxe\n\nDie Kurtaxe beträgt 2 Euro.\n", "Die Kurtaxe") == (
        "Die Kurtaxe beträgt 2 Euro."
    )


def test_a_price_or_a_time_below_a_line_is_no_number_of_a_term() -> None:
    for number in ("2.50", "14.30", "24.12."):
        text = (
            f"# Hafen\n\nStandgeld\n\n{number}\n\nEuro je Meter\n\nDas Standgeld wird am Kai von der Stadt erhoben.\n"
        )
        assert quoted(text, "Das Standgeld") == "Das Standgeld wird am Kai von der Stadt erhoben."


def test_what_denies_stands_above_a_quote_of_the_same_words() -> None:
    denied, allowed = "Hunde sind am Kai nicht erlaubt.", "Am Kai sind Hunde erlaubt, wenn sie an der Leine gehen."
    text = f"# Satzung\n\n## § 4\n\n{denied}\n\n{allowed}\n"
    assert denied in found(text, "Am Kai").elsewhere


def test_many_addresses_take_no_time() -> None:
    links = ", ".join(f"https://a.example/{n}" for n in range(500))
    started = time.process_time()
    assert quoted(f"# Quellen\n\n{links} und andere\n\n- Der Kai ist kurz.\n", "Der Kai").endswith("Der Kai ist kurz.")
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("above", "own"), [("Liegeplatz für ein kleines Boot ohne Strom", "12 Euro"), ("Amt, Hafen", "2024")]
)
def test_a_figure_below_a_line_is_no_item(above: str, own: str) -> None:
    assert found(f"# Plan\n\n{above} und noch mehr davon am Kai\n\n{own}\n\nDer Kai ist lang.\n", above).items == ()


def test_many_empty_lines_above_a_list_take_no_square() -> None:
    sources = {size: document("Gefördert werden:" + "\n" * size + "- Kleine Betriebe.") for size in (3000, 12_000)}
    assert leads_in(Part(sources[3000], 0))
    assert grows_like_its_size(lambda size: leads_in(Part(sources[size], 0)), 3000)
