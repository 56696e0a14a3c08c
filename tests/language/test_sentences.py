"""Where a sentence ends, and where a stop is only a stop. A "|" marks a boundary."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.sentences import split

TRICKY = [
    "Das gilt z. B. für Betriebe. | Andere warten.",
    "Das gilt z.B. Für Sonderfälle nicht.",
    "Beispiele (z. B. Die Werkstatt) folgen. | Ende.",
    "Nach Abs. 2 gilt das. | Nach Abs. 3 nicht.",
    "Der Stichtag ist der 3. Mai 2024. | Danach ist Schluss.",
    "Bis zum 31. Dezember läuft das Projekt. | Es wird verlängert.",
    "Es stehen 7,6 Mio. Euro bereit. | Sie reichen.",
    "Es sind 7,6 Mio. | Die Mittel reichen.",
    "Dr.-Ing. Anna Muster leitet das Lab. | Sie ist neu.",
    "Prof. Dr. rer. nat. Muster kommt. | Wir freuen uns.",
    "Herr Dipl.-Ing. Muster fehlt. | Er ist krank.",
    "Gefördert werden u. a. Schulungen. | Das ist alles.",
    "Es kamen Betriebe, Kammern u. a. | Danach wurde gegessen.",
    "Es gilt § 44 BHO. | Die Frist läuft.",
    "Es gelten die §§ 23 und 44 BHO. | Näheres regelt die Richtlinie.",
    "Gefördert werden KMU. | Der Antrag ist formlos.",
    "Das Projekt endet 2026. | Die Labs bleiben.",
    "Das Projekt endet 2026. | Unternehmen planen schon.",
    "Die Quote beträgt 50 %. | Das ist viel.",
    "Die Quote beträgt 50 Prozent. | 20 Prozent trägt das Land.",
    "Die Kammer bzw. Innung berät. | Sie ist offen.",
    "Es kamen ca. 40 Gäste. | Alle blieben.",
    "Siehe Nr. 5 der Richtlinie. | Dort steht es.",
    "Das regelt Nr. 5. | Der Rest ist frei.",
    "Art. 6 Abs. 1 lit. b DSGVO gilt. | Mehr nicht.",
    "Betriebe dieser Art. | Die Liste ist lang.",
    "Siehe S. 12 des Berichts. | Er ist online.",
    "Siehe S. 12 f. | Die Tabelle hilft.",
    "Das folgt aus § 3 i. V. m. § 7 der Satzung. | So ist es.",
    "Er kommt aus St. Gallen. | Sie aus Wien.",
    "J. Muster und A. B. Beispiel sprechen. | Danach Pause.",
    "Das ist Plan B. | Der Plan A fiel aus.",
    "Im 1. Jahr zahlt das Land. | Im 2. Jahr der Bund.",
    "Der 2. Förderaufruf startet. | Anträge sind möglich.",
    "Das II. Quartal war gut. | Das III. Quartal nicht.",
    "Schrauben, Muttern usw. | Danach kam der Rest.",
    "Schrauben, Muttern usw. | Unternehmen kaufen das.",
    "Und dann... | Der Vorhang fiel.",
    "Und dann … kam niemand. | Alle warteten.",
    "Er sprach von „[...] Wandel“ im Werk. | Dann ging er.",
    "„Wir fangen an.“ | Der Saal klatschte.",
    "„Wir fangen an“, sagte sie. | Der Saal klatschte.",
    "„Wir fangen an!“ rief sie. | Der Saal klatschte.",
    "Sie sagte: „Gut.“ | Danach ging sie.",
    "Das Motto ist „Acht Tage. Acht Orte. Eine Messe.“ | Alle kommen.",
    "„Elf von uns gehen. Wir ersetzen niemanden, wir finden schlicht keinen“, sagt sie. | Der Saal nickt.",
    "Sie sagte: „Elf von uns gehen bis zum Jahr 2027 in Rente. | Wir ersetzen niemanden, wir finden schlicht keinen.“",
    "Er nennt „Mut. | Dann schweigt er, und zwar lange.",
    "Die Änderung vom 17. Juni 2020 (GBl. S. 403) gilt. | Näheres folgt.",
    "Das Gesetz (geändert im Mai. Neu gefasst im Juni) gilt. | Näheres folgt.",
    "(Das gilt. | Und zwar immer.) | Danach ist Schluss.",
    "»Schon fertig?« | »Noch nicht.«",
    "(Das gilt auch für Vereine.) | Danach ist Schluss.",
    "Die Quote (siehe S. 12 ff.) steigt. | Das freut alle.",
    "Die Richtlinie (vgl. Abs. 2.) Nach ihr gilt die Quote.",
    "Erst planen; dann bauen; dann feiern. | Fertig.",
    "Wirklich?! | Ja.",
    "Was ist das? | Ein Netzwerk!",
    "1. Der Antrag ist schriftlich zu stellen. | Er ist kurz.",
    "6a. Paten der Geschwister sind frei. | Andere zahlen.",
    "1.2. Die Frist. | Sie läuft.",
    "• 3. Die Frist läuft. | Ende.",
    "Es gilt: 1. Der Antrag zählt. | 2. Die Frist zählt.",
    "I. Die Lage. | Sie ist ernst.",
    "Mehr unter www.beispiel.de. | Oder per E-Mail an info@beispiel.de. | Wir antworten.",
    "Die Datei bericht.v2.pdf liegt bei. | Bitte lesen.",
    "Siehe https://beispiel.de/a.html?x=1. | Dort steht mehr.",
    "Alles steht im Netz. | https://beispiel.de/a",
    "Beginn ist um 14.00 Uhr. | Ende um 16.30 Uhr.",
    "Das kostet 1.234,56 Euro. | Die Rechnung folgt.",
    "Am 1. 5. 2024 war Feiertag. | Am 2. 5. nicht.",
    "Vom 1. bis 3. Juni tagt das Lab. | Kommen Sie!",
    "Am 3./4. Mai ist Workshop. | Bitte anmelden.",
    "Die Muster GmbH & Co. KG baut um. | Sie wächst.",
    "Der Verein Muster e. V. | Die Satzung liegt bei.",
    "Das Büro liegt in der Musterstr. 5 in Braunschweig. | Parken ist möglich.",
    "Der Zuschuss beträgt 80 v. H. der Kosten. | Der Rest ist Eigenanteil.",
    "Das sind max. 10.000 Euro, d. h. Sie tragen den Rest. | So einfach.",
    "Mr. Sample met Dr. Test at 5 p.m. in Berlin. | They agreed.",
    "This applies to SMEs, e.g. The Workshop Ltd. | It does not apply to others.",
    "See Fig. 3 and No. 5. | The rest is clear.",
    "Growth in the U.S. economy slowed. | Nobody knew why.",
    "Das steht im Bericht.[1] | Der zweite Beleg fehlt.",
    "Das steht im Bericht.¹ | Der zweite Beleg fehlt.",
    "Es gibt zwei Labs. | – Das dritte kommt.",
    "Er fährt 50 km. | Der Tank ist leer.",
    "Der Bund (BMWK) zahlt. | eCall wird Pflicht.",
    "Im 18. Jh. | Die Stadt wuchs.",
    "Das Treffen ist Mo. 3. Juni. | Kommen Sie!",
    r"30\. April 2024 (für den Kai) ist der letzte Tag. | 4\. Der Rat tagt.",
    "Das Dach liefert 50 MW. | Die Halle bleibt.",
    "Wie in Kapitel 3. | Unternehmen lesen es.",
    "Nobody told me. | The lab opens.",
    "„Wir, d. h. Die Labs, zahlen.“ | Danach klatschten alle.",
    "Die Regel gilt nach LHO. | 12 Betriebe sind dabei.",
    "Dies regelt Satz 2. | Näheres folgt.",
    "Fr. Muster leitet das. | Hr. Beispiel protokolliert.",
    "**Die Höhe.** Der Zuschuss ist klein. | Er wird nachträglich gezahlt.",
    "Das ist so. | **Höhe.** Der Zuschuss ist klein.",
    "**Höhe.**",
]


@pytest.mark.parametrize("marked", TRICKY)
def test_sentences_end_where_a_reader_would_end_them(marked: str) -> None:
    parts = marked.split(" | ")
    text = " ".join(parts)
    assert [span.of(text) for span in split(text)] == parts


@pytest.mark.parametrize("text", ["", " ", "\n\t\u00a0"])
def test_blank_text_has_no_sentences(text: str) -> None:
    assert split(text) == []


def test_text_without_a_stop_is_one_sentence() -> None:
    assert [span.of(" Zukunft der Arbeit ") for span in split(" Zukunft der Arbeit ")] == ["Zukunft der Arbeit"]


LETTERS = "abzß.!?…„“()[]§%1290 \n\u00ad🙂"
WORDS = "z. B. Der KMU. 3. Mai a\u0308 Dr.-Ing. usw. S. (vgl. eins"
PIECES = st.sampled_from([*LETTERS, *WORDS.split(" ")])
SPACED = st.lists(PIECES, max_size=40).map(" ".join)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=60).map("".join), SPACED)


@given(TEXTS)
def test_sentences_are_ordered_disjoint_and_cover_all_but_white_space(text: str) -> None:
    spans = split(text)
    end = 0
    for span in spans:
        assert not text[end : span.start].strip()
        assert span.of(text) == span.of(text).strip() != ""
        assert span.start >= end
        end = span.end
    assert not text[end:].strip()


@given(SPACED)
def test_a_soft_line_break_changes_no_boundary(text: str) -> None:
    assert split(text.replace(" ", "\n")) == split(text)


@given(st.sampled_from(TRICKY), st.sampled_from(TRICKY))
def test_decomposed_umlauts_change_no_boundary(first: str, second: str) -> None:
    text = f"{first} {second}".replace(" | ", " ")
    composed = [span.of(text) for span in split(text)]
    decomposed = unicodedata.normalize("NFD", text)
    assert [unicodedata.normalize("NFC", span.of(decomposed)) for span in split(decomposed)] == composed


@pytest.mark.parametrize(
    "unit", [".", "a.", "z. B. ", "1. ", "(", "(a.) ", "„", "x", "!?", "Der Satz ist kurz. ", "[1]", "1.–"]
)
def test_a_long_text_takes_linear_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    began = time.process_time()
    split(text)
    assert time.process_time() - began < 10
