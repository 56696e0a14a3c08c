"""What stands around the content of an HTML page is told by names, roles and links, and nothing else is lost."""

from __future__ import annotations

import pytest

from assistant.reading.plain import boilerplate
from assistant.reading.plain.web import read_html

CONTENT = "<h1>Azubi-Tausch</h1><p>Zum zweiten Mal tauschen Betriebe ihre Auszubildenden, diesmal 22 von ihnen.</p>"
LINKS = "".join(f'<a href="#">{name}</a> | ' for name in ("Menü", "Suche", "Anmelden"))


def texts(html: str) -> list[str]:
    reading = read_html(f"<body>{html}</body>".encode(), "probe.html")
    return [reading.text[block.start : block.end] for block in reading.blocks]


@pytest.mark.parametrize(
    "around",
    [
        '<div class="nav"><ul><li>Aktuelles</li><li>Mitglied werden (ab 180 Euro)</li></ul></div>',
        '<ul id="main-nav"><li>Presse</li><li>Termine</li></ul>',
        '<div class="related"><h3>Weitere Meldungen</h3><ul><li>Bewerbung bis 15. Dezember</li></ul></div>',
        '<div class="box weitere-meldungen">Stammtisch am 3. Dezember</div>',
        '<div id="header">Netz der Region, Hotline 0631 555</div>',
        '<div class="footer">Ring 12, 67657 Kaiserslautern · Impressum · Datenschutz</div>',
        '<div class="footer"><a href="/kontakt">Kontakt</a></div>',
        '<div role="search">Suche</div>',
    ],
)
def test_a_part_that_is_named_as_navigation_or_notice_is_left_out(around: str) -> None:
    assert texts(around + CONTENT) == texts(CONTENT + around) == texts(CONTENT)


@pytest.mark.parametrize(
    "kept",
    [
        '<table><tr class="header"><th>Jahr</th><th>Zahl</th></tr>'
        '<tr class="footer"><td>Summe</td><td>Impressum</td></tr></table>',
        '<div class="card-header">Wer kann teilnehmen?</div>',
        '<div class="header"><h2>Ein Vorspann mit Titel</h2></div>',
        '<div class="footer">Zuletzt geändert am 3. Mai 2025</div>',
        '<p class="teaser">Bis zu 3.200 Euro je Person</p>',
        '<div class="related-costs">Nebenkosten zählen nicht.</div>',
        '<div class="no-nav">Der ganze Text</div>',
        '<div class="no-toc">Der ganze Text</div>',
        '<div class="toc"><h2>Inhalt der Mappe</h2><p>Drei Blätter, siehe <a href="#b">dort</a>.</p></div>',
        '<h2><span class="ez-toc-section">Wie hoch ist sie?</span></h2>',
        '<h2><span class="toc"><a href="#hoch">Wie hoch ist sie?</a></span></h2>',
        '<p class="no-edit-link">Der ganze Text</p>',
        '<h2><a class="edit-link" href="/e">Wie hoch ist sie?</a></h2>',
    ],
)
def test_a_part_that_only_sounds_like_it_is_kept(kept: str) -> None:
    assert len(texts(CONTENT + kept)) > len(texts(CONTENT))


def test_the_head_of_an_article_and_of_a_page_without_title_is_kept() -> None:
    assert (
        texts('<main><div class="header">Kreis Kusel, 3. Mai</div><p>Der Text.</p></main>')[0] == "Kreis Kusel, 3. Mai"
    )
    assert texts('<div class="header">Der Titel</div><p>Der Text, und er ist recht lang.</p>')[0] == "Der Titel"


def test_chapters_that_have_a_table_of_contents_are_none() -> None:
    chapters = [f"Kapitel {number}, in dem es um Räder geht." for number in range(3)]
    page = "".join(f'<section class="chapter has-toc">{text}</section>' for text in chapters)
    assert texts(f"<h1>Räder</h1>{page}") == ["Räder", *chapters]


@pytest.mark.parametrize("name", ['class="toc"', 'id="toc"', 'class="box table-of-contents"'])
def test_a_table_of_contents_is_left_out(name: str) -> None:
    items = "".join(f'<li><a href="#{title}">{title}</a></li>' for title in ("Anmeldung", "Kosten"))
    assert texts(f"{CONTENT}<div {name}><h2>Inhaltsverzeichnis</h2><ul>{items}</ul></div>") == texts(CONTENT)


@pytest.mark.parametrize("tag", ["div", "p"])
def test_nothing_but_links_above_the_title_is_a_navigation_and_below_it_is_content(tag: str) -> None:
    bar = f"<{tag}>{LINKS}</{tag}>"
    assert texts(bar + CONTENT) == texts(CONTENT)
    assert texts(CONTENT + bar)[-1] == "Menü | Suche | Anmelden |"
    assert texts(f"<{tag}>{LINKS} 3 Treffer</{tag}>" + CONTENT)[0] == "Menü | Suche | Anmelden | 3 Treffer"


def test_links_of_which_one_leads_to_what_the_law_demands_are_the_foot_of_the_page() -> None:
    foot = f'<div>{LINKS}<a href="/i">Impressum</a></div>'
    assert texts(CONTENT + foot) == texts(CONTENT)
    assert texts(CONTENT + f"<div>{LINKS}<b>Noch etwas</b></div>")[-1] == "Menü | Suche | Anmelden | Noch etwas"


PRESS = (
    "<h1>Azubi-Tausch</h1>" + "<p>Zum zweiten Mal tauschen Betriebe ihre Auszubildenden, diesmal 22 von ihnen.</p>" * 6
)
LEGAL = '<p>© 2025 Netz der Region | <a href="/impressum">Impressum</a> | <a href="/datenschutz">Datenschutz</a></p>'
MAIL = '<a href="mailto:rohwer@netz.example">rohwer@netz.example</a>'


@pytest.mark.parametrize(
    ("foot", "lines"),
    [
        (
            f"<p><strong>Pressekontakt:</strong><br>Imke Rohwer<br>Telefon 0531 555-12<br>{MAIL}</p>{LEGAL}",
            ["Pressekontakt:", "Imke Rohwer", "Telefon 0531 555-12 rohwer@netz.example"],
        ),
        (
            f"<h3>Kontakt</h3>\n<p>Imke\n Rohwer, Tel. 0531 555-12, {MAIL}</p>{LEGAL}",
            ["Kontakt", "Imke Rohwer, Tel. 0531 555-12, rohwer@netz.example"],
        ),
        (
            f"<h3>Kontakt</h3><div>Imke Rohwer</div><div>Tel.: 0531 555-12</div>{LEGAL}",
            ["Kontakt", "Imke Rohwer", "Tel.: 0531 555-12"],
        ),
        (
            f"Ihr Kontakt: Frau Rohwer, +49 531 555-12 | Impressum<br>{LEGAL}",
            ["Ihr Kontakt: Frau Rohwer, +49 531 555-12"],
        ),
        (
            f"<p>Ansprechpartnerin: Imke Rohwer, {MAIL}</p>{LEGAL}",
            ["Ansprechpartnerin: Imke Rohwer, rohwer@netz.example"],
        ),
        (f"<p>Rückfragen an: Imke Rohwer, {MAIL}</p>{LEGAL}", ["Rückfragen an: Imke Rohwer, rohwer@netz.example"]),
    ],
)
def test_the_contact_in_the_foot_of_a_release_stays_without_what_stands_beside_it(foot: str, lines: list[str]) -> None:
    for page in (
        f'{PRESS}<div class="footer">{foot}</div>',
        f'{PRESS}<div id="page-footer"><div class="footer-inner">{foot}</div></div>',
        f"{PRESS}<footer>{foot}</footer>",
        f'<main>{PRESS}</main><div class="footer">{foot}</div>',
    ):
        assert texts(page) == [*texts(PRESS), *lines]


@pytest.mark.parametrize(
    "foot",
    [
        f"<p>Kontakt: Netz der Region e. V., Ring 12, Tel. 0531 555-0, info@netz.example</p>{LEGAL}",
        f"<h3>Kontakt</h3><p>Stadt Kassel</p><p>Telefon 0561 787-0</p>{LEGAL}",
        f'<a href="/kontakt">Kontakt</a> <a href="/presse">Pressekontakt</a>{LEGAL}',
        f"<p>Netz der Region, Ring 12, Tel. 0531 555-0</p>{LEGAL}",
        f"<p>Pressekontakt</p>{LEGAL}<p>Tel. 0531 555-0</p>",
    ],
)
def test_the_foot_of_a_site_that_names_its_operator_is_left_out(foot: str) -> None:
    assert texts(f'{PRESS}<div class="footer">{foot}</div>') == texts(f"{PRESS}<footer>{foot}</footer>") == texts(PRESS)


def test_feet_within_each_other_are_looked_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []
    contact_in = boilerplate.contact_in
    monkeypatch.setattr(boilerplate, "contact_in", lambda foot, soup: looked.append(foot) or contact_in(foot, soup))
    nested = '<div class="footer"><a href="/">Start</a>' * 40 + "Impressum" + "</div>" * 40
    told = "Die Werkstatt ist offen. " * 20
    assert texts(f"<h1>Netz</h1><p>{told}</p>{nested}") == ["Netz", told.strip()]
    assert len(looked) == 1
