"""Title, date, type, audience: from the rules, else from the text."""

from __future__ import annotations

import datetime
import time
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.describing.describe import FilePlace, audience_of, describe
from assistant.reading.describing.labs import Known
from assistant.reading.describing.rules import Decision, Rule, Rules
from assistant.reading.plain.markdown import read_markdown
from assistant.reading.plain.text import read_text
from assistant.reading.plain.web import read_html
from assistant.reading.reading import Reading
from assistant.records import Audience, Block, DocumentInfo

KNOWN = Known(
    labs=(("Technologie", ("Lab Technologie",)), ("Zukunft der Arbeit", ("Zukunft der Arbeit", "Weiterbildung"))),
    topics=(("Wasserstoff", ("Wasserstoff", "Elektrolyse")), ("Batterie", ("Batterie",))),
)


def place(path: str = "ordner/datei.md", root: str = "", **decided: Any) -> FilePlace:
    return FilePlace(path, path, root, Rules((Rule("**", Decision(**decided)),)).decide(path), KNOWN)


def described(reading: Reading, path: str = "ordner/datei.md", root: str = "", **decided: Any) -> DocumentInfo:
    return describe(reading, place(path, root, **decided), "kennung").info


def origins(reading: Reading, where: FilePlace) -> dict[str, tuple[str, str]]:
    return {origin.field: (origin.source, origin.detail) for origin in describe(reading, where, "kennung").origins}


def markdown(source: str) -> Reading:
    return read_markdown(source.encode(), "datei.md")


def plain(source: str) -> Reading:
    return read_text(source.encode(), "datei.txt")


@pytest.mark.parametrize(
    ("reading", "title"),
    [
        (markdown("---\ntitle: Aus dem Kopf\n---\n# Überschrift\n"), "Aus dem Kopf"),
        (markdown("---\ntitle: Microsoft Word - Brief.docx\n---\n# Überschrift\n"), "Überschrift"),
        (markdown("Vorspann\n\n# **Die** [Studie](https://example.org)\n\n## Teil\n"), "Die Studie"),
        (markdown("# Titel der Förderlinie: Cybersicherheit\n"), "Cybersicherheit"),
        (markdown("### backlink: https://example.org/pad\n\nTops\n====\n\nEnde\n====\n"), "datei"),
        (markdown("14.01.2015\n\n- erstens\n"), "datei"),
        (plain("Erste Zeile\n\nText."), "Erste Zeile"),
        (plain("Berlin, 28. März 2019\n\nGesetz liegt vor\n\nText."), "Gesetz liegt vor"),
        (plain("28. März 2019\n\nGesetz liegt vor\n\nText."), "Gesetz liegt vor"),
        (plain("info@werk.example | 2023\n\nDer Stuhl"), "datei"),
        (markdown("# ... denn so ist es\n\n# Fragen zum Sammeln\n\nText"), "Fragen zum Sammeln"),
        (markdown("heutige Vorschläge für die Sitzung:\n\n- erstens\n"), "datei"),
        (plain("8.12.2014\n\nHeute Gründung einer Initiative\nan der Hochschule."), "datei"),
        (markdown("Amt\n\nAn\n\nHerrn\n\nOtto\n\n# Ihr Schreiben\n\nText"), "Ihr Schreiben"),
        (markdown("Das Amt\n\nAn\n\nHerrn\n\nOtto\n\n# 2. Ergebnis\n\nText"), "Das Amt"),
        (replace(plain("Erste Zeile\n\nText."), title="datei"), "datei"),
    ],
)
def test_the_title_is_the_first_sensible_candidate(reading: Reading, title: str) -> None:
    assert described(reading).title == title


DATELINE = "Braunschweig, 12. Juni 2025"
HEADLINE = "Drei Zulieferer stellen auf Wärmepumpen um"
BODY = "Drei Betriebe der Region fertigen künftig Teile für Wärmepumpen. Das Netzwerk berät sie dabei."


@pytest.mark.parametrize(
    ("label", "type"),
    [
        ("PRESSEMITTEILUNG", "press_release"),
        ("Pressemitteilung Nr. 12/2025", "press_release"),
        ("Pressemitteilung, 12. Juni 2025", "press_release"),
        ("Pressemitteilung | Braunschweig, den 12. Juni 2025", "press_release"),
        ("Gemeinsame Presseinformation:", "press_release"),
        ("Medieninformation 07/2025", "press_release"),
        ("Press release", "press_release"),
        ("Protokoll", "minutes"),
        ("ERGEBNISPROTOKOLL", "minutes"),
        ("Studie", "study"),
        ("Merkblatt", "funding"),
    ],
)
def test_a_line_that_only_names_the_kind_is_no_title_but_the_headline_below_it(label: str, type: str) -> None:
    rest = f"{DATELINE}\n\n{HEADLINE}\n\n{BODY}"
    below = f"## {HEADLINE}\n\n{BODY}"
    wrapped = f"{HEADLINE} und\nfinden\nneue Kunden\n\n{BODY}"
    found = [
        described(reading)
        for reading in (
            plain(f"{label}\n\n{rest}"),
            plain(f"{label}\n{rest}"),
            markdown(f"**{label}**\n\n{rest}"),
            markdown(f"# {label}\n\n{below}\n\n## Über das Netzwerk\n\n{BODY}"),
            markdown(f"Netzwerk der Region\n\n# {label}\n\n{below}"),
            read_html(f"<h1>{label}</h1><p>{DATELINE}</p><h2>{HEADLINE}</h2><p>{BODY}</p>".encode(), "datei.html"),
            replace(plain(f"{HEADLINE}\n\n{BODY}"), title=label),
        )
    ]
    assert [(info.title, info.type) for info in found] == [(HEADLINE, type)] * len(found)
    assert described(plain(f"{label}\n\n{wrapped}")).title == f"{HEADLINE} und finden neue Kunden"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Protokoll\n\nDatum: 4. Februar 2025\n\nOrt: Kreishaus", "datei"),
        ("Protokoll\n\nTeilnehmende: Imke Rohwer, Tjark Wessel\n\nTOP 1", "datei"),
        ("Protokoll\n\n1. Begrüßung\n\nHerr Wessel begrüßt alle.", "datei"),
        ("Protokoll vom 4. Februar 2025\n\nLenkungskreis", "Protokoll vom 4. Februar 2025"),
        ("Protokoll der 3. Sitzung\n\nLenkungskreis", "Protokoll der 3. Sitzung"),
        (f"Pressemitteilung\n\n{BODY}", "datei"),
        (f"Pressemitteilung Nr. 12/2025\n\n{BODY}", "Pressemitteilung Nr. 12/2025"),
        ("Pressemitteilung\n\nSperrfrist: 12. Juni 2025\n\nText", "datei"),
        ("Pressemitteilungen schreiben\n\nEin Leitfaden", "Pressemitteilungen schreiben"),
        ("40 Stellen entstehen\n\nPressemitteilung\n\nText", "40 Stellen entstehen"),
        ("Kammer Hoya\n\nPRESSEMITTEILUNG\nNr. 14/2025 vom 17. Mai 2025\n\n60 Azubis\n\nText.", "60 Azubis"),
        ("Kammer Hoya\nPostfach 1, 31600 Hoya\n\nPressemitteilung\n\n60 Azubis\n\nText.", "60 Azubis"),
        ("Kammer Hoya\nPostfach 1, 31600 Hoya\n\nPRESSEMITTEILUNG\n\nDie Kammer stellt ein.", "datei"),
        ("PRESSEMITTEILUNG\n\nKammer Hoya e. V.\nHoya, 3. Mai 2025\n\n60 Azubis\n\nSie sind da.", "60 Azubis"),
        ("PRESSEMITTEILUNG\n\n60 Azubis\nHoya, 3. Mai 2025\n\nDie Kammer stellt ein.", "60 Azubis"),
        ("60 Azubis\n\nPRESSEMITTEILUNG\n\nDie Kammer stellt ein.", "60 Azubis"),
        ("Kammer Hoya\n\n60 Azubis\n\nPRESSEMITTEILUNG\n\nHoya, 3. Mai 2025\n\nEs sind mehr.", "60 Azubis"),
        ("Niederschrift\n\nüber die 2. Sitzung des Rats\n\nText.", "Niederschrift über die 2. Sitzung des Rats"),
        ("Protokoll\n\nAnlass: Jour fixe der Kammer\n\nText.", "Jour fixe der Kammer"),
        ("Pressemitteilung\n\n40 Stellen entstehen\n\nText", "40 Stellen entstehen"),
    ],
)
def test_below_a_line_that_only_names_the_kind_nothing_else_becomes_the_title(text: str, title: str) -> None:
    assert described(plain(text)).title == title


@pytest.mark.parametrize("title", ["about:blank", "untitled", "Dokument1", "Microsoft Word - a.docx", "notiz.txt"])
def test_what_a_program_writes_as_a_title_gives_way_to_the_first_heading(title: str) -> None:
    assert described(replace(markdown("# Der Werkstattbau\n\nText."), title=title)).title == "Der Werkstattbau"


@pytest.mark.parametrize("title", ["Anha\u0308nge\n zur\x1b[2J Satzung", "Anhänge \u202ezur [2J\tSatzung"])
def test_a_title_is_one_line_without_signs_that_nobody_sees(title: str) -> None:
    cleaned = "Anhänge zur [2J Satzung"
    stated = described(replace(plain("Erste Zeile\n\nText."), title=title))
    named = described(markdown("14.01.2015\n"), f"ordner/{title}.md")
    assert [stated.title, named.title] == [cleaned, cleaned]
    assert not any("\x1b" in origin.detail for origin in describe(plain("1.\n"), place(f"{title}.md"), "a").origins)


@pytest.mark.parametrize("suffix", ["xlsx", "xlsb", "XLS", "ods", "csv"])
def test_the_name_of_a_sheet_is_no_title(suffix: str) -> None:
    workbook = markdown("# Tabelle1\n\nText\n\n# Tabelle2\n")
    assert described(workbook, f"studien/Zahlen 2023.{suffix}").title == "Zahlen 2023"
    assert described(replace(workbook, title="Zahlen"), f"studien/a.{suffix}").title == "Zahlen"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Umfrage_Zulieferer_2025.xlsx", "Umfrage Zulieferer 2025"),
        ("Kurzarbeit__Antworten_der_Betriebe_.csv", "Kurzarbeit Antworten der Betriebe"),
        ("2025-06-12_Zahlen-Werk_2.md", "2025-06-12 Zahlen-Werk 2"),
        ("_.md", "_"),
    ],
)
def test_a_title_made_of_the_files_name_has_spaces_where_the_name_has_underscores(name: str, title: str) -> None:
    assert described(markdown("14.01.2015\n\n- erstens\n"), f"ordner/{name}").title == title


@pytest.mark.parametrize("sign", ["[", "![x](", "<", "*", "_", "`"])
def test_a_title_of_signs_takes_no_time(sign: str) -> None:
    started = time.thread_time()
    assert described(plain(f"Titel {sign * 50_000}")).title == "datei"
    assert time.thread_time() - started < 10


@pytest.mark.parametrize(
    ("text", "path", "date"),
    [
        ("---\ndate: 2024-05-03\n---\nText", "2022-11-29 a.md", datetime.date(2024, 5, 3)),
        ("Text vom 1. Mai 2020", "2022-11-29 a.md", datetime.date(2022, 11, 29)),
        ("# Titel\nDienstag, 29. November 2022\n\nAm 1. Mai 2020 begann es.", "a.md", datetime.date(2022, 11, 29)),
        ("# Titel\n\n**Datum:** 24.06.2025  \n**Zeit:** 14 Uhr", "a.md", datetime.date(2025, 6, 24)),
        ("# Bekanntmachung\n\nVom 11. April 2023\n\nText", "a.md", datetime.date(2023, 4, 11)),
        ("# Aufruf\n\n[Vom 30. Mai 2023]\n\nText", "a.md", datetime.date(2023, 5, 30)),
        ("# Aufruf\n\n* 29.4.2024\n* 4.11.2024\n\nVom 16. November 2023\n\nText", "a.md", datetime.date(2023, 11, 16)),
        ("# Aufruf\n\n* 29.4.2024\n\nText", "a.md", None),
        ("Titel\nOktober 2022\n\nText", "a.txt", datetime.date(2022, 10, 1)),
        ("Braunschweig, den 3. Mai 2024\n\nText", "a.txt", datetime.date(2024, 5, 3)),
        ("Leitfaden\n\nErschienen im Juni 2025 in Kassel", "a.txt", datetime.date(2025, 6, 1)),
        ("Leitfaden\n\nVeröffentlicht im Juni 2025\n\nText", "a.txt", datetime.date(2025, 6, 1)),
        ("Leitfaden\n\nErscheinungsdatum: Juni 2025\n\nText", "a.txt", datetime.date(2025, 6, 1)),
        ("Guide\n\nPublished in June 2025\n\nText", "a.txt", datetime.date(2025, 6, 1)),
        ("Merkblatt\n\nStand: Juni 2025\n\nText", "a.txt", datetime.date(2025, 6, 1)),
        ("Merkblatt\n\n**Stand:** 6/2025, ersetzt 04/2024\n\nText", "a.md", datetime.date(2025, 6, 1)),
        ("Merkblatt\n\nStand 06.2025\n\nText", "a.txt", datetime.date(2025, 6, 1)),
        ("Netzwerkbrief\n\nAusgabe 06/2025\n\nText", "a.txt", datetime.date(2025, 6, 1)),
        ("Netzwerkbrief | Ausgabe 12/2025\n\nText", "a.txt", datetime.date(2025, 12, 1)),
        ("Netzwerkbrief, Ausgabe Juni 2025\n\nText", "a.txt", datetime.date(2025, 6, 1)),
        ("Studie\n\nBraunschweig, im Juni 2025\n\nText", "a.txt", datetime.date(2025, 6, 1)),
        ("Netzwerkbrief\n\nAusgabe 2/2025\n\nText", "a.txt", None),
        ("In der Ausgabe 06/2025 stand ein Fehler.", "a.txt", None),
        ("Wir trafen uns, im Juni 2025 zuletzt.", "a.txt", None),
        ("Stand 13/2025", "a.txt", None),
        ("Merkblatt\n\n" + "Text. " * 600 + "\n\nImpressum: Netz\nStand: 06/2025", "a.txt", datetime.date(2025, 6, 1)),
        ("Studie\n\n" + "Text. " * 600 + "\n\nErschienen im Juni 2025\n", "a.txt", datetime.date(2025, 6, 1)),
        (
            "Studie\n\n" + "Text. " * 600 + "\n\nStand: Juni 2025, Quelle: Statistisches Landesamt, eig. Rechnung",
            "a.txt",
            None,
        ),
        ("Studie\n\nStand: Juni 2025\n\n" + "Text. " * 600 + "\n\nStand: Mai 2020", "a.txt", datetime.date(2025, 6, 1)),
        ("Das Treffen am 5. Juni 2023 war gut.", "a.txt", datetime.date(2023, 6, 5)),
        ("Kammer\n\nPM\nNr. 14/2025 vom 17. Mai 2025\n\nText", "pm_2025_05.txt", datetime.date(2025, 5, 17)),
        (
            "Beirat, 7. Sitzung am Montag, 4. Mai 2026, 15 Uhr\n\nX\n\nHoya, 9. Mai 2026",
            "a.txt",
            datetime.date(2026, 5, 4),
        ),
        ("Genehmigung der Sitzung vom 4. Mai 2026\n\nHoya, 9. Mai 2026", "a.txt", datetime.date(2026, 5, 9)),
        ("Rat\n\n11. Juni 2025, 15 Uhr\n\nText", "Protokoll Juni 2025.txt", datetime.date(2025, 6, 11)),
        ("Protokoll\n\nTreffen Wärmenetz, Juni 2025\n\nText", "a.txt", datetime.date(2025, 6, 1)),
        ("Protokoll\n\nDas Projekt läuft, bis Juni 2025\n\nText", "a.txt", None),
        ("Beirat (Laufzeit 01.07.2025–30.06.2028)\n\nOrt: Hafen, 8. Oktober 2026", "a.txt", datetime.date(2026, 10, 8)),
        ("Laufzeit 1.7.2025 bis 30.6.2028", "a.txt", None),
        ("Text. " * 100 + "Anträge bis 5. Juni 2023.", "a.txt", None),
        ("Im Jahr 2023 geschah nichts.", "a.txt", None),
        ("# Energie und Flächen\n\nStand: 20. Mai 2025\n\nText", "2025-05-energie.md", datetime.date(2025, 5, 20)),
        ("# Energie\n\n20. Mai 2025\n\nText", "energie_2025-05.txt", datetime.date(2025, 5, 20)),
        ("# Energie\n\nStand: 20. Mai 2025\n\nText", "2025-05-12-energie.md", datetime.date(2025, 5, 12)),
        ("# Energie\n\nStand: 20. Mai 2024\n\nText", "2025-05-energie.md", datetime.date(2025, 5, 1)),
        ("Förderung\n\n" + "Text. " * 600 + "\n\n**Vom 4. März 2024**\n\nText", "a.md", datetime.date(2024, 3, 4)),
        (
            "Förderung\n\n" + "Text. " * 600 + "\n\nVom 4. März 2024,\nzuletzt geändert am 5. April 2025\n\nText",
            "a.txt",
            datetime.date(2025, 4, 5),
        ),
        ("Förderung\n\n" + "Text. " * 600 + "\n\nVom 4. März 2024 an gilt sie.\n\nText", "a.md", None),
        (
            "# VG Hoya, Urteil vom 14. März 2024 – 2 K 31/22\n\nTatbestand\n\nAm 2. Mai 2017 beantragte sie Geld.",
            "a.md",
            datetime.date(2024, 3, 14),
        ),
        ("Im Namen des Volkes\n\nBeschluss vom 6. Mai 2025 – 1 L 3/25\n\nText", "a.txt", datetime.date(2025, 5, 6)),
        ("# Übersicht\n\n" + "Text. " * 60 + "\n\nVG Hoya, Urteil vom 4. Mai 2021 – 8 K 1/21: zu spät.", "a.md", None),
        ("# Erläuterungen zum Bescheid vom 3. Mai 2019\n\nStand: 20. Mai 2021", "a.md", datetime.date(2021, 5, 20)),
        ("# Auszug aus dem rechtskräftigen Urteil vom 3. Mai 2019\n\nStand: 6/2021", "a.md", datetime.date(2021, 6, 1)),
        ("Klage gegen Ihren Bescheid vom 3. Mai 2019\n\nHoya, den 9. Mai 2019", "a.txt", datetime.date(2019, 5, 9)),
        ("Anlage 1 zum Förderbescheid vom 3. Mai 2019, Az. 12\n\nStand: 9.5.2021", "a.txt", datetime.date(2021, 5, 9)),
        ("Beschluss vom 3. Mai 2019\n\nStand: 20. Mai 2021", "a.txt", datetime.date(2021, 5, 20)),
        ("LG Hoya an der Weser Urteil vom 4. Mai 2024\n\nAm 3. Mai 2019 um 9 Uhr", "a.txt", datetime.date(2024, 5, 4)),
        ("Kurs\n\n" + "Name, Ort\n" * 50 + "\nam 12.05.2025 von 9 bis 12 Uhr", "a.txt", datetime.date(2025, 5, 12)),
        ("# Imke Rohwer\n\nImke Rohwer (* 3. Mai 2003 in Hoya) baut Räder.", "a.md", None),
        ("Tjark Wessel\n\nWessel (geboren am 3. Mai 2003, gestorben am 4. Mai 2020) war Rat.", "a.txt", None),
        ("Mühle\n\nAm 3. Mai 1908 begann der Bau, 1931, 1955 und 1995 kam mehr dazu.", "a.txt", None),
        ("Mühle\n\nHoya, 3. Mai 1998. Bis 2000 wird gebaut.", "a.txt", datetime.date(1998, 5, 3)),
    ],
)
def test_the_date_comes_from_the_best_place(text: str, path: str, date: datetime.date | None) -> None:
    reading = markdown(text) if path.endswith(".md") else plain(text)
    assert described(reading, path).date == date


def test_a_line_of_signs_before_dates_takes_no_time() -> None:
    started = time.thread_time()
    assert described(plain(f"{'_' * 1000} {'3.5.2025 ' * 100}"), "a.txt").date is None
    assert time.thread_time() - started < 0.5


@pytest.mark.parametrize(
    ("text", "path", "type"),
    [
        ("Pressemitteilung\n\nText", "a.txt", "press_release"),
        ("TransformationsRat: erste Sitzung\n\nText", "a.txt", "minutes"),
        ("Auftakt\n\nText", "protokoll-20150715.txt", "minutes"),
        ("Richtlinie zur Förderung von Kursen\n\nText", "a.txt", "funding"),
        ("Merkblatt Messgeräte\n\nDie Leihfrist beträgt eine Woche.", "a.txt", "other"),
        ("Merkblatt Messgeräte\n\nDer Zuschuss beträgt 40 Prozent.", "a.txt", "funding"),
        ("Merkblatt Messgeräte\n\nDie Foerderung betraegt 40 Prozent.", "a.txt", "funding"),
        ("Merkblatt Messgeräte\n\nErstattet werden 50 Prozent.", "a.txt", "funding"),
        ("Merkblatt Fundsachen\n\nWas liegen blieb, steht im Büro.", "a.txt", "other"),
        ("Richtlinien für den Fischmarkt\n\nDie Gebühr beträgt 10 Euro je Stand.", "a.txt", "other"),
        ("Funkrichtlinie\n\nBerichterstattung und Beförderung sind Sache der Werft.", "a.txt", "other"),
        ("Richtlinie für Werften\n\nDer Zuschuss beträgt 40 Prozent.", "a.txt", "funding"),
        ("Hafenordnung\n\n§ 4 Einspruch\n\nEr ist zur Niederschrift beim Hafenamt einzulegen.", "a.txt", "other"),
        ("Hafenrat\n\nTagesordnung: § 4 der Hafenordnung", "a.txt", "minutes"),
        ("Land fördert Projekte\n\nText", "a.txt", "other"),
        ("Abschlussbericht des Projekts\n\nText", "a.txt", "study"),
        ("Einladung zum Workshop\n\nText", "a.txt", "other"),
        ("Titel\n\nPresseinformation Nr. 3. Text", "a.txt", "press_release"),
        ("Pressemitteilung\n\nStudie zur Arbeit vorgestellt\n\nText", "studie.txt", "press_release"),
        ("Pressemitteilung Nr. 12/2024\n\nBericht vom Workshop\n\nText", "a.txt", "press_release"),
        ("Stellungnahme zur Förderrichtlinie\n\nText", "a.txt", "other"),
        ("Transparenz\n\nSehr geehrter Herr Senator,", "a.txt", "other"),
        ("Wohnungsbau\n\nGefördert werden Fachgutachten.", "a.txt", "other"),
    ],
)
def test_the_type_is_guessed_from_words(text: str, path: str, type: str) -> None:
    assert described(plain(text), path).type == type


def test_what_is_too_long_for_a_release_is_none_because_of_its_folder() -> None:
    release = "Kosten des Hafens\n\n" + "Der Kran kostet viel. " * 100
    assert described(plain(release), "presse/kosten.txt").type == "press_release"
    assert described(plain(release * 5), "presse/kosten.txt").type == "other"


@pytest.mark.parametrize(
    ("table", "date"),
    [
        ("| Kurs | Termin |\n|---|---|\n| Drucken | 14.04.2026 |\n| Binden | 19.05.2026 |\n", None),
        ("| Datum | 14.04.2026 |\n|---|---|\n| Ort | Halle |\n", datetime.date(2026, 4, 14)),
        ("| Datum | Ort |\n|---|---|\n| 14.04.2026 | Halle |\n", datetime.date(2026, 4, 14)),
    ],
)
def test_a_table_of_many_days_is_of_none_of_them(table: str, date: datetime.date | None) -> None:
    assert described(markdown(f"# Übersicht\n\n{table}")).date == date


SITTING = "\n\n4. März 2024, 10 Uhr. Dabei: Imke Rohwer, TW.\n\n"


@pytest.mark.parametrize(
    ("text", "type"),
    [
        (f"Jour fixe Hallenbau{SITTING}Festlegungen\n\nDas Tor bleibt zu.", "minutes"),
        (f"Jour fixe zur Förderrichtlinie{SITTING}Aufgabenkontrolle\n\nTor streichen: erledigt", "minutes"),
        (f"Gespräch mit dem Bauhof{SITTING}Beschluss: Das Tor bleibt zu.", "minutes"),
        (f"Hallenbau{SITTING}TOP 1 Tor\n\nEs klemmt.\n\nTOP 2 Dach\n\nEs ist dicht.", "minutes"),
        (
            "Hallenbau am 4.3.2024\n\nAnwesend waren Frau Rohwer und Herr Thomsen.\n\nBeschlüsse\n\nTor zu.\n\n"
            "Noch zu klären\n\nDach",
            "minutes",
        ),
        ("Jour fixe Hallenbau\n\n4. März 2024\nDa: Imke Rohwer\n\nTor | wer: TW | bis: 8. März", "minutes"),
        ("Flipchartdoku Hallenbau\n\n4. März 2024\n\nDas Tor bleibt zu.", "minutes"),
        (
            "Planungstreffen\n\n4. März 2024\n\nAnwesende Mitglieder\n\nImke Rohwer\n\nTagesordnungspunkte\n\nTor zu.",
            "minutes",
        ),
        ("Mitgliederversammlung\n\n4. März 2024\n\nAnwesende\n\nImke Rohwer\n\nBeschlüsse\n\nTor zu.", "minutes"),
        ("Planungstreffen\n\n4. März 2024\n\nTagesordnungspunkte\n\nTor zu.", "other"),
        (f"Hallenbau{SITTING}Festlegungen\n\nDas Tor bleibt zu.", "other"),
        ("Jour fixe Hallenbau\n\n4. März 2024\n\nFestlegungen\n\nDas Tor bleibt zu.", "other"),
        ("Jour fixe Hallenbau\n\nDabei: Imke Rohwer\n\nFestlegungen\n\nDas Tor bleibt zu.", "other"),
        (f"Neuer Jour fixe für Hallen{SITTING}Wir trafen uns und es war gut.", "other"),
        (f"Einladung zum Jour fixe{SITTING}TOP 1 Tor\n\nTOP 2 Dach", "other"),
        (f"Pressemitteilung\n\nJour fixe gestartet{SITTING}Nächste Schritte\n\nEs geht weiter.", "press_release"),
        ("Studie zum Hallenbau\n\n4. März 2024\n\nTeilnehmende gaben an:\n\nNächste Schritte\n\nMehr Tore", "study"),
    ],
)
def test_minutes_are_known_by_who_took_part_when_and_the_headings_of_what_came_out(text: str, type: str) -> None:
    assert described(plain(text), "a.txt").type == type


TO_DO = "\n\nDas Tor wird grün, da waren wir uns einig. Wer die Leiter holt, ist noch offen.\n"


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Hallo zusammen,\n\nhier kurz, was wir heute zum Hallenbau besprochen haben:" + TO_DO, "minutes"),
        ("Liebe Runde,\n\ndanke für das Treffen gestern. Anbei die Ergebnisse:" + TO_DO, "minutes"),
        ("Von: Imke\n\nMoin zusammen!\nUnsere Besprechung vom 3. Mai, hier das Wichtigste:" + TO_DO, "minutes"),
        ("Hallo zusammen,\n\nhier kurz, was wir heute besprochen haben: Es war nett.", "other"),
        ("Hallo Imke,\n\nhier kurz, was wir heute besprochen haben:" + TO_DO, "other"),
        ("Hallo zusammen,\n\nhier vorab das Wichtigste für unsere Sitzung heute:" + TO_DO, "other"),
        ("Hallo zusammen,\n\ndas Tor klemmt, und wir haben das Wichtigste gesammelt:" + TO_DO, "other"),
        ("Liebe Kolleginnen,\n\ngestern hat der Rat in seiner Sitzung beraten, das Wichtigste:" + TO_DO, "other"),
        ("Liebe alle,\n\nhier, was wir gestern besprochen haben:" + TO_DO + "Newsletter abbestellen", "other"),
    ],
)
def test_a_mail_after_a_meeting_that_tells_what_came_out_of_it_is_minutes(text: str, type: str) -> None:
    assert described(plain(text), "a.txt").type == type


PRESS_CONTACT = "\n\nDas Werk stellt um.\n\nPressekontakt: Neele Tüxen, presse@werk.example"


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Werk stellt um\n\nOberahle, 4. September 2025. Es geht los." + PRESS_CONTACT, "press_release"),
        ("# Werk stellt um\n\n**Oberahle, den 04.09.2025** – Es geht los." + PRESS_CONTACT, "press_release"),
        ("Werk stellt um\n\n04.09.2025 | Oberahle/Berlin - Es geht los." + PRESS_CONTACT, "press_release"),
        ("Werk stellt um\n\nEs geht los am 4. September 2025." + PRESS_CONTACT, "other"),
        ("Werk stellt um\n\nOberahle, 4. September 2025. Es geht los.", "other"),
        ("Protokoll vom Werk\n\nOberahle, 4. September 2025" + PRESS_CONTACT, "minutes"),
    ],
)
def test_a_dateline_and_a_press_contact_make_a_press_release(text: str, type: str) -> None:
    assert described(plain(text), "a.txt").type == type


def test_blank_lines_take_no_time() -> None:
    started = time.process_time()
    assert described(plain("Werk stellt um\n\nEs geht los." + "\n" * 50_000), "a.txt").type == "other"
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("root", "path", "type"),
    [
        ("Presse", "a.txt", "press_release"),
        ("korpus", "Pressemitteilungen/2024/a.txt", "press_release"),
        ("presse", "protokolle/a.txt", "minutes"),
        ("Förderung", "alt/a.txt", "funding"),
        ("korpus", "studies/a.txt", "study"),
        ("korpus", "pressereisen/a.txt", "other"),
        ("presse", "studie-2024.txt", "study"),
    ],
)
def test_without_a_word_for_it_the_nearest_folder_says_the_type(root: str, path: str, type: str) -> None:
    assert described(plain("Werk stellt um\n\nText."), path, root).type == type


def test_words_in_the_text_and_rules_go_before_the_folder() -> None:
    text = plain("Werk stellt um\n\nPresseinformation Nr. 3")
    assert described(text, "protokolle/a.txt").type == "press_release"
    assert described(plain("Text."), "protokolle/a.txt", type="other").type == "other"


def test_the_rules_decide_before_any_guess() -> None:
    info = described(
        plain("Protokoll\n\nText"), type="study", lab="Technologie", topic="Batterie", url="https://example.org/{path}"
    )
    assert (info.type, info.lab, info.topic) == ("study", "Technologie", "Batterie")
    assert info.url == "https://example.org/ordner/datei.md"


@pytest.mark.parametrize(
    ("by_rule", "demanded", "audience"),
    [
        (None, None, "internal"),
        ("public", None, "public"),
        (None, "public", "public"),
        ("internal", "public", "internal"),
        ("public", "internal", "internal"),
    ],
)
def test_the_stricter_audience_wins(by_rule: Audience | None, demanded: Audience | None, audience: Audience) -> None:
    assert audience_of(Decision(audience=by_rule), demanded) == audience


def test_the_callers_type_wins_over_the_rule() -> None:
    decided = Decision(type="study")
    where = FilePlace("a.txt", "a.txt", decision=decided, type="minutes")
    assert describe(plain("Text."), where, "kennung").info.type == "minutes"
    assert origins(plain("Text."), where)["type"] == ("demand", "")


def test_the_language_is_detected() -> None:
    assert (
        described(plain("The network advises companies about funding and helps them with the application.")).language
        == "en"
    )
    assert described(plain("Das Netzwerk berät Betriebe und hilft ihnen bei dem Antrag.")).language == "de"


def test_all_fields_can_be_ruled() -> None:
    ruled = {
        "title": "Titel der Regel",
        "date": datetime.date(2020, 1, 2),
        "language": "en",
        "series": "Richtlinie",
        "version": "3",
        "lab": "Lab X",
        "topic": "Thema X",
        "audience": "public",
        "type": "study",
        "url": "https://example.org",
    }
    text = plain("Protokoll Wasserstoff v2\n\nBerlin, den 3. Mai 2024. Das Netzwerk hilft.")
    info = described(text, "a.txt", **ruled)
    assert {name: getattr(info, name) for name in ruled} == ruled
    where = origins(text, place("a.txt", **ruled))
    assert where == dict.fromkeys(ruled, ("rule", "**"))


def test_each_field_says_where_it_comes_from() -> None:
    heading = "Studie zum Wasserstoff (Fassung 2025)"
    reading = markdown(f"# {heading}\n\nStand: 20. Mai 2025\n\nDas Netzwerk hilft den Betrieben.")
    assert origins(reading, place("studien/energie.md")) == {
        "title": ("heading", heading),
        "type": ("heading", "Studie"),
        "audience": ("default", ""),
        "language": ("text", ""),
        "date": ("text", "Stand: 20. Mai 2025"),
        "topic": ("heading", "Wasserstoff"),
        "series": ("heading", heading),
        "version": ("heading", heading),
    }


def test_names_folders_and_the_files_own_words_are_sources_too() -> None:
    reading = markdown("---\ntitle: Notiz\nlang: de\n---\n- Wort\n")
    where = origins(reading, FilePlace("presse/2024-05-03.md", "presse/2024-05-03.md", audience="public"))
    assert where["title"][0] == "file"
    assert where["type"] == ("folder", "presse")
    assert where["date"] == ("name", "2024-05-03")
    assert where["audience"] == ("demand", "")


@given(st.text(max_size=300), st.text(st.characters(exclude_characters="/\0", exclude_categories=("Cs",)), min_size=1))
def test_every_text_is_described_and_unknown_audience_is_internal(text: str, name: str) -> None:
    reading = Reading(text, (Block("paragraph", 0, len(text)),))
    info, where = describe(reading, FilePlace(name, name, known=KNOWN), "kennung")
    assert info.audience == "internal"
    given_fields = {origin.field for origin in where}
    assert given_fields >= {"title", "type", "audience", "language"}
    for field in ("date", "lab", "topic", "series", "version", "url"):
        assert (getattr(info, field) is not None) == (field in given_fields)
    assert all("\n" not in origin.detail and len(origin.detail) <= 120 for origin in where)


@pytest.mark.parametrize(
    ("text", "path", "lab", "topic"),
    [
        ("Lab Technologie: Roboter\n\nWeiterbildung, Weiterbildung", "a.txt", "Technologie", None),
        ("Treffen\n\nText", "lab-technologie/a.txt", "Technologie", None),
        ("Treffen\n\nText", "2024_Wasserstoffnetz.txt", None, "Wasserstoff"),
        ("Treffen\n\nElektrolyse macht Wasserstoff. Wasserstoff ist da.", "a.txt", None, "Wasserstoff"),
        ("Treffen\n\nElektrolyse braucht Strom. Wasserstoff fehlt.", "a.txt", None, None),
        ("Treffen\n\n" + "Batterie oder Wasserstoff? " * 3, "a.txt", None, None),
        ("Batterie oder Wasserstoff\n\nText", "a.txt", None, None),
        ("Altwasserstoff\n\nText", "a.txt", None, None),
    ],
)
def test_lab_and_topic_are_those_that_the_listed_words_point_to(
    text: str, path: str, lab: str | None, topic: str | None
) -> None:
    info = described(plain(text), path)
    assert (info.lab, info.topic) == (lab, topic)


@pytest.mark.parametrize(
    ("text", "lab"),
    [
        ("# Protokoll\n\nDatum: 1.2.2024\nLab: Technologie\n\nText.", "Technologie"),
        ("# Protokoll\n\n**Lab:** Technologie\n\nWeiterbildung, Weiterbildung, Weiterbildung", "Technologie"),
        ("# Protokoll\n\nLab Technologie\n\nText.", "Technologie"),
        ("# Protokoll\n\nLab Zukunft der Arbeit\n\nText.", "Zukunft der Arbeit"),
        ("# Protokoll\n\nLab: Technologie\n\nLab: Zukunft der Arbeit\n\nText.", None),
        (f"# Labs\n\nLab Technologie\n\n{'Text. ' * 300}\n\nLab Zukunft der Arbeit\n\nText.", None),
        ("# Protokoll\n\nLab: Gartenbau\n\nText.", None),
        ("# Protokoll\n\nTechnologie\n\nText.", None),
        ("# Protokoll\n\nGäste aus dem Lab Technologie waren da.", None),
        (f"# Protokoll\n\n{'Text. ' * 200}\n\nLab Technologie\n\nText.", None),
    ],
)
def test_a_line_of_its_own_near_the_top_names_the_lab(text: str, lab: str | None) -> None:
    assert described(markdown(text), "a.md").lab == lab
