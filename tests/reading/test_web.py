"""HTML -> blocks of the main content."""

from __future__ import annotations

import datetime
import re
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import blocks

from assistant.errors import ReadingError
from assistant.notices import Notice
from assistant.reading.limits import Limits
from assistant.reading.plain.web import MAX_LEVELS, _pieces, read_html
from assistant.reading.reading import Reading

SITE = """<!DOCTYPE html>
<html lang="de"><head><title>Auftakt – Netzwerk</title>
<meta property="article:published_time" content="2024-05-03T10:00:00+02:00">
<link rel="canonical" href="https://example.org/auftakt"><style>p {}</style></head>
<body>
<header>Kopf der Seite</header><nav><a href="/">Startseite</a></nav>
<div class="cookie-banner">Wir verwenden Cookies.</div>
<main>
  <h1>Auftakt in<br>Wolfsburg</h1>
  <p>Es kamen <b>300</b> Gäste&nbsp;und&#8203; Fach&shy;leute.<br>Mehr dazu<br>bald.</p>
  <ul><li>eins<ul><li>darunter</li></ul></li><li>zwei</li></ul>
  <table><tr><th>Ausgabe</th><th>Satz</th></tr><tr><td>Kurse</td><td>25 Euro</td></tr></table>
  <dl><dt>Gebiet:</dt><dd>bundesweit</dd></dl>
  <script>alert("x")</script><aside>Das könnte Sie auch interessieren</aside>
</main>
<footer>Impressum</footer></body></html>"""


def read(html: str) -> Reading:
    return read_html(html.encode(), "probe.html")


def test_only_the_main_content_is_read() -> None:
    assert blocks(read(SITE)) == [
        ("heading", 1, "Auftakt in Wolfsburg"),
        ("paragraph", 0, "Es kamen 300 Gäste und Fachleute."),
        ("paragraph", 0, "Mehr dazu bald."),
        ("item", 1, "eins"),
        ("item", 2, "darunter"),
        ("item", 1, "zwei"),
        ("row", 0, "Ausgabe | Satz"),
        ("row", 0, "Ausgabe: Kurse | Satz: 25 Euro"),
        ("row", 0, "Gebiet: bundesweit"),
    ]


def test_the_page_states_its_title_date_and_address() -> None:
    reading = read(SITE)
    assert (reading.title, reading.date) == ("Auftakt in Wolfsburg", datetime.date(2024, 5, 3))
    assert reading.url == "https://example.org/auftakt"


@pytest.mark.parametrize("none", ["0001-01-01T00:00:00Z", "9999-12-31", "heute"])
def test_what_a_program_writes_where_it_knows_no_day_is_no_date(none: str) -> None:
    page = SITE.replace("2024-05-03T10:00:00+02:00", none)
    assert read(page).date is None
    other = '<meta name="date" content="2024-05-04">'
    assert read(page.replace("</head>", f"{other}</head>")).date == datetime.date(2024, 5, 4)


def test_cells_over_several_rows_and_columns_name_what_they_cover() -> None:
    html = """<table><caption>Plätze der Labs</caption>
      <thead><tr><th rowspan="2">Lab</th><th colspan="2">2024</th></tr><tr><th>Plan</th><th>Ist</th></tr></thead>
      <tr><td rowspan="2">Batterien</td><td>10</td><td>9</td></tr><tr><td>12</td><td>13</td></tr></table>"""
    assert blocks(read(html)) == [
        ("paragraph", 0, "Plätze der Labs"),
        ("row", 0, "Lab | 2024"),
        ("row", 0, "Lab | Plan | Ist"),
        ("row", 0, "Lab: Batterien | 2024 Plan: 10 | 2024 Ist: 9"),
        ("row", 0, "Lab: Batterien | 2024 Plan: 12 | 2024 Ist: 13"),
    ]


DEFINED = """<p>Im Sinne dieses Gesetzes ist</p><dl><dt>1.</dt><dd><div>Betrieb: wer baut,
<dl><dt>a)</dt><dd>Räder oder</dd><dt>b)</dt><dd>Achsen,</dd></dl></div></dd><dt>2.</dt><dd>Plan: was <i>folgt</i>.</dd>
</dl>"""


def test_a_list_of_definitions_that_only_counts_is_a_list() -> None:
    assert blocks(read(DEFINED)) == [
        ("paragraph", 0, "Im Sinne dieses Gesetzes ist"),
        ("item", 1, "1. Betrieb: wer baut,"),
        ("item", 2, "a) Räder oder"),
        ("item", 2, "b) Achsen,"),
        ("item", 1, "2. Plan: was folgt."),
    ]


def test_what_opens_when_it_is_clicked_has_a_heading() -> None:
    page = "<h2>Kosten</h2><details><summary>Was kostet es?</summary><p>Nichts.</p></details><p>Ende der Seite.</p>"
    assert blocks(read(page)) == [
        ("heading", 2, "Kosten"),
        ("heading", 3, "Was kostet es?"),
        ("paragraph", 0, "Nichts."),
        ("paragraph", 0, "Ende der Seite."),
    ]


def test_a_few_figures_before_what_they_count_are_pairs() -> None:
    rows = "<dt>120</dt><dd>beratene Betriebe</dd><dt>45</dt><dd>gehaltene Kurse</dd><dt>7</dt><dd>Labs</dd>"
    assert blocks(read(f"<dl>{rows}</dl>")) == [
        ("row", 0, "120: beratene Betriebe"),
        ("row", 0, "45: gehaltene Kurse"),
        ("row", 0, "7: Labs"),
    ]


def test_figures_that_count_on_stand_above_paragraphs() -> None:
    rows = "".join(f"<dt>{number}</dt><dd>Satz {number}.</dd>" for number in range(9, 13))
    shown = blocks(read(f"<dl>{rows}</dl>"))
    assert shown == [("paragraph", 0, text) for number in range(9, 13) for text in (str(number), f"Satz {number}.")]


def test_the_mark_of_a_definition_stands_before_its_first_words_and_in_no_comment() -> None:
    assert blocks(read("<dl><dt>1.</dt><dd><!-- Notiz --> <p>erster Punkt,</p></dd></dl>")) == [
        ("item", 1, "1. erster Punkt,")
    ]


def test_a_definition_that_begins_with_a_list_leaves_the_marks_of_that_list_alone() -> None:
    inner = "<dl><dt>a)</dt><dd>Betriebe und</dd><dt>b)</dt><dd>Vereine.</dd></dl>"
    assert blocks(read(f"<dl><dt>1.</dt><dd>{inner}</dd></dl>")) == [
        ("paragraph", 0, "1."),
        ("item", 2, "a) Betriebe und"),
        ("item", 2, "b) Vereine."),
    ]


@pytest.mark.parametrize("summary", ["{}", "<h3>{}</h3>", "<h4>{}</h4>"])
def test_what_opens_stands_below_its_own_heading_alone(summary: str) -> None:
    details = (f"<details><summary>{summary.format(name)}</summary>{{}}</details>" for name in ("Wer?", "Wann?"))
    first, second = (opened.format(text) for opened, text in zip(details, ("<h3>Alle</h3>", "Heute"), strict=True))
    shown = blocks(read(f"<h2>Fragen</h2>{first}{second}<h3>Ende</h3>"))
    assert [(level, text) for kind, level, text in shown if kind == "heading"] == [
        (2, "Fragen"),
        (3, "Wer?"),
        (4, "Alle"),
        (3, "Wann?"),
        (3, "Ende"),
    ]


def test_headings_of_what_opens_stand_below_its_summary_at_any_depth() -> None:
    inner = "<details><summary>Wie oft?</summary><h2>Oft</h2></details>"
    page = f"<h3>Fragen</h3><details><summary>Wann?</summary><h2>Tage</h2>{inner}</details>"
    assert [level for _, level, _ in blocks(read(page))] == [3, 4, 5, 6, 6]


def test_headings_of_details_that_no_heading_opens_stay_where_they_are() -> None:
    page = "<h2>Fragen</h2><details><h3>Wann?</h3></details><h3>Wo?</h3>"
    assert [level for _, level, _ in blocks(read(page))] == [2, 3, 3]


def test_what_names_a_whole_table_names_no_column_of_it() -> None:
    rows = "<tr><td>Eröffnet</td><td>1908</td></tr><tr><td>Halle</td><td>Ost</td></tr>"
    assert [text for _, _, text in blocks(read(f"<table><tr><th colspan=2>Werk Hoya</th></tr>{rows}</table>"))] == [
        "Werk Hoya",
        "Eröffnet: 1908",
        "Halle: Ost",
    ]


def test_marks_of_notes_and_links_to_edit_a_section_are_left_out() -> None:
    page = """<div class="toc"><h2>Inhalt</h2><ul><li><a href="#Lage">1 Lage</a></li></ul></div>
    <h2>Lage<span class="mw-editsection">[<a href="/edit">Bearbeiten</a>]</span></h2>
    <p>Das Werk lag am Fluss.<sup>[1]</sup> Es hatte 20 m<sup>2</sup>
    Fläche<sup><a href="#n2">2</a></sup> und CO<sub>2</sub>. So stand es am Rand der Stadt, neben dem Bahnhof.</p>"""
    text = "Das Werk lag am Fluss. Es hatte 20 m² Fläche und CO2. So stand es am Rand der Stadt, neben dem Bahnhof."
    assert blocks(read(page)) == [("heading", 2, "Lage"), ("paragraph", 0, text)]


@pytest.mark.parametrize("reach", ["0", "-3", "99999999999", "9" * 5000, "zwei", "²"])
def test_a_cell_with_a_strange_reach_is_read(reach: str) -> None:
    first = f'<td rowspan="{reach}" colspan="{reach}">Lab</td><td>Ort</td>'
    html = f"<table><tr>{first}</tr><tr><td>a</td><td>b</td></tr></table>"
    assert {"Lab", "Ort", "a", "b"} <= set(re.findall(r"\w+", read(html).text))


def test_a_table_that_only_arranges_the_page_is_opened() -> None:
    html = "<table><tr><td><h2>Links</h2><p>Text</p></td><td><p>Rechts</p></td></tr></table>"
    assert [kind for kind, _, _ in blocks(read(html))] == ["heading", "paragraph", "paragraph"]


def test_a_name_like_menu_does_not_remove_most_of_the_page() -> None:
    assert read('<body class="has menu"><div id="menu"><p>Der ganze Text steht hier.</p></div></body>').blocks


def test_the_declared_encoding_is_read() -> None:
    html = '<html><head><meta charset="iso-8859-1"></head><body><p>Förderung</p></body></html>'
    assert read_html(html.encode("latin-1"), "probe.html").text == "Förderung"


def test_a_page_without_content_gives_no_blocks() -> None:
    assert read("<html><body><script>render()</script></body></html>").blocks == ()


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "ul><li", "header", "div hidden"])
def test_a_page_without_end_of_nesting_is_refused_at_once(tag: str) -> None:
    started = time.thread_time()
    with pytest.raises(ReadingError) as caught:
        read(f"<{tag}>" * 20_000 + "Text")
    assert caught.value.code == "nested_too_deeply"
    assert str(MAX_LEVELS) in str(caught.value)
    assert time.thread_time() - started < 10


def test_a_page_that_is_just_not_nested_too_deeply_is_read() -> None:
    levels = MAX_LEVELS - 2  # html and body are levels, too
    assert read("<div>" * levels + "Text" + "</div>" * levels).text == "Text"


def test_elements_that_follow_one_another_are_no_nesting() -> None:
    items = "".join(f"<li>Punkt {number}<p>dazu<br>mehr" for number in range(2 * MAX_LEVELS))
    assert len(blocks(read(f"<ul>{items}</ul>"))) == 4 * MAX_LEVELS


def test_very_many_line_breaks_take_no_time() -> None:
    started = time.thread_time()
    assert len(list(_pieces("und\n" * 200_000))) == 1
    assert time.thread_time() - started < 10


words = st.text(alphabet="abcäß", min_size=1, max_size=6)
inline = st.builds(
    lambda tag, word: f"<{tag}>{word}</{tag}>" if tag else f" {word} ", st.sampled_from(["", "b", "a"]), words
)
flow = st.recursive(
    st.lists(inline, min_size=1, max_size=3).map("".join),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(["p", "div", "li", "ul", "h2", "td", "tr", "table", "dl", "dt", "dd", "blockquote", "pre"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=12,
)


@given(flow)
def test_no_letter_of_a_page_is_lost_and_none_is_invented(html: str) -> None:
    reading = read(f"<body>{html}</body>")
    inside = "".join(text for _, _, text in blocks(reading))
    assert re.sub(r"[\W_]", "", inside) == re.sub(r"[\W_]", "", reading.text)
    found, written = Counter(re.sub(r"[\W_]", "", inside)), Counter(re.sub(r"<[^>]+>|[\W_]", "", html))
    assert written <= found  # the rows of a table repeat the names of its columns
    assert found == written or "<td>" in html
    assert set(found) == set(written)


def test_a_raised_number_ends_no_figure_and_the_mark_of_a_note_no_word() -> None:
    page = (
        "<p>Es sind 10<sup>6</sup> t auf 50 m<sup>2</sup> im Jahr 2025<sup>1</sup>, sagt der Betrieb<sup>2</sup>.</p>"
    )
    assert read(page).text == "Es sind 10⁶ t auf 50 m² im Jahr 2025¹, sagt der Betrieb."


def test_cents_belong_to_their_euros_and_a_cell_parts_no_unit() -> None:
    assert read("<p>Die Karte kostet 3,<sup>50</sup> Euro.</p>").text == "Die Karte kostet 3,50 Euro."
    table = (
        "<table><tr><th>CO<sub>2</sub></th><th>Halle</th></tr><tr><td>5 kg</td><td>9 m<sup>2</sup></td></tr></table>"
    )
    assert read(table).text.splitlines()[-1] == "CO2: 5 kg | Halle: 9 m²"


def test_what_is_struck_out_is_not_read_and_counted() -> None:
    reading = read("<p>Der Preis beträgt <s>50</s> 40 Euro<del>, auch <s>am</s> Montag</del>.</p>")
    assert reading.text == "Der Preis beträgt 40 Euro."
    assert reading.warnings == (Notice.of("struck_out", count=2),)


def test_a_page_of_too_many_cells_is_refused() -> None:
    table = "<table>" + "<tr><td>Ort</td><td>Halle</td></tr>" * 5 + "</table>"
    assert read_html(table.encode(), "a.html", Limits(cells=10)).text
    with pytest.raises(ReadingError) as caught:
        read_html(table.encode(), "a.html", Limits(cells=9))
    assert caught.value.code == "too_many_cells"
