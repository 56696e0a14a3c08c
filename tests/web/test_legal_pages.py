"""The legal pages: filled from the settings, true for them, and in the operator's own words where there are some."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import pytest
from web_fakes import FakeAssistant
from web_serving import Served, make_settings, serve

from assistant.errors import SettingsError
from assistant.settings.loading import load
from assistant.settings.site_operator import Operator
from assistant.web.legal.legal import PAGES, LegalPage, legal_pages
from assistant.web.legal.legal_texts import MAX_BYTES, own_texts

OPERATOR = {
    "name": "Netzwerk Ahlermark e. V.",
    "address": "Hafenstraße 4\n38100 Vechtrode",
    "represented_by": "Mira Ostertag",
    "email": "post@ahlermark.example",
    "phone": "0531 000000",
    "register_entry": "Amtsgericht Vechtrode, VR 1200",
    "legal_basis": "Art. 6 Abs. 1 Buchst. e DSGVO",
    "privacy_officer": "datenschutz@ahlermark.example",
    "supervisory_authority": "Die Landesbeauftragte für den Datenschutz",
    "conformity": "partial",
    "conformity_checked": "2026-10-01",
    "conformity_method": "Selbstbewertung",
    "barriers": "Die Karte hat keine Beschreibung.\nDer Film hat keine Untertitel.",
    "enforcement_body": "Schlichtungsstelle des Landes",
}


def told(name: str, language: str = "de", **values: Any) -> str:
    """Everything that the page says."""
    page = legal_pages(make_settings(**values))[PAGES[name], language]  # type: ignore[index]
    return "\n".join(
        [page.title, page.lead, *(line for one in page.sections for line in (one.heading, *one.paragraphs))]
    )


def page_of(name: str, **values: Any) -> LegalPage:
    return legal_pages(make_settings(**values))[PAGES[name], "de"]


@pytest.mark.parametrize("address", list(PAGES.values()))
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_page_leads_there_and_each_names_itself_first(served: Served, address: str, language: str) -> None:
    page = served.client.get(f"/{address}?lang={language}").text
    title = legal_pages(make_settings())[address, language].title  # type: ignore[index]
    assert f"<title>{title} – " in page
    assert f"<h1>{title}</h1>" in page
    assert f'href="/{address}?lang={language}" aria-current="page"' in page
    assert f'href="/{address}?lang={language}"' in served.client.get(f"/staff?lang={language}").text


@pytest.mark.parametrize("name", list(PAGES))
def test_a_page_without_settings_says_what_is_missing_to_whom_and_whom_to_write(name: str) -> None:
    with serve(FakeAssistant()) as served:
        page = served.client.get(f"/{PAGES[name]}").text
    assert "[operator]" in page
    assert "<code>email</code>" in page
    assert 'href="mailto:kontakt@netzwerk.example"' in page
    with serve(FakeAssistant(), contact="") as served:
        assert "den Betreiber der Website" in served.client.get(f"/{PAGES[name]}").text


@pytest.mark.parametrize("name", list(PAGES))
def test_a_page_with_all_that_it_needs_misses_nothing(name: str) -> None:
    assert page_of(name, operator=OPERATOR).missing == ()
    with serve(FakeAssistant(), operator=OPERATOR) as served:
        page = served.client.get(f"/{PAGES[name]}").text
    assert "[operator]" not in page
    assert f'href="mailto:{OPERATOR["email"]}"' in page


def test_every_field_of_the_operator_stands_on_a_page() -> None:
    filled = {
        name: value or f"Angabe zu {name}"
        for name, value in {**dict.fromkeys(Operator.model_fields, ""), **OPERATOR}.items()
    }
    everything = "\n".join(told(name, operator=filled) for name in PAGES)
    for name, value in filled.items():
        if name not in ("conformity", "conformity_checked", "barriers"):
            assert value in everything, name
    assert "1. Oktober 2026" in everything
    assert "teilweise vereinbar" in everything
    assert "Der Film hat keine Untertitel." in everything


def test_what_the_operator_states_is_text_and_no_html() -> None:
    with serve(FakeAssistant(), operator={"name": "<script>alert(1)</script>"}) as served:
        page = served.client.get("/impressum").text
    assert "<script>alert(1)" not in page
    assert html.escape("<script>alert(1)</script>") in page


@pytest.mark.parametrize(
    ("values", "expected", "not_expected"),
    [
        ({}, "Niemand sonst.", "Sprachmodell"),
        ({"llm": "ollama:qwen3:8b"}, "Das Modell ollama:qwen3:8b läuft auf diesem Server", "Niemand sonst."),
        ({"llm": "openai:gpt-x"}, "an das Sprachmodell openai:gpt-x auf einem anderen Server", "Niemand"),
        ({"embedding_model": "openai:embed-x"}, "an den Dienst openai:embed-x auf einem anderen Server", "Niemand"),
        ({"keep_questions_days": 30}, "30 Tage lang", "Fragen und Antworten werden nicht gespeichert."),
        ({"keep_questions_days": 0}, "Fragen und Antworten werden nicht gespeichert.", "Prüffrage"),
        ({"rate_limit": 20}, "Prüfsumme mit einem geheimen Schlüssel", "Niemand außerhalb"),
        ({"rate_limit": 0}, "Das Protokoll nennt Zeit", "Prüfsumme mit einem geheimen Schlüssel"),
        ({"session_hours": 3}, "endet nach 3 Stunden", "Niemand außerhalb"),
        ({"staff_token": None}, "bekommen kein Cookie", "die sich anmelden"),
        ({"operator": {"hosting": "Rechenzentrum Nord"}}, "Rechenzentrum Nord", "Niemand außerhalb"),
    ],
)
def test_the_privacy_page_is_true_for_the_settings(values: dict[str, Any], expected: str, not_expected: str) -> None:
    said = told("privacy", **values)
    assert expected in said
    assert not_expected not in said


def test_the_imprint_says_who_words_the_answers() -> None:
    assert "Sätzen der Dokumente" in told("imprint")
    assert "formuliert ein Sprachmodell" in told("imprint", llm="ollama:qwen3:8b")


def test_own_texts_take_the_place_of_a_page_in_the_language_that_they_are_written_in(tmp_path: Path) -> None:
    (tmp_path / "impressum.md").write_text("# Wer wir sind\n\n## Anschrift\n\nHafenstraße 4", encoding="utf-8")
    (tmp_path / "datenschutz.md").write_text("Kurz und gut.\n\n# Rechte", encoding="utf-8")
    (tmp_path / "datenschutz.en.md").write_text("Short and good.", encoding="utf-8")
    with serve(FakeAssistant(), legal_texts=tmp_path) as served:
        imprint = served.client.get("/impressum?lang=en").text
        german, english = (served.client.get(f"/datenschutz?lang={language}").text for language in ("de", "en"))
        assert "[operator]" in served.client.get("/barrierefreiheit").text
    assert '<h1 lang="de">Wer wir sind</h1>' in imprint
    assert '<div class="own" lang="de"><h2>Anschrift</h2>' in imprint
    assert "<h1>Datenschutz</h1>" in german
    assert "<h2>Rechte</h2>" in german
    assert "Short and good." in english
    assert "Kurz und gut." not in english


@pytest.mark.parametrize(
    "payload",
    [
        "<script>alert(1)</script>",
        '<img src="x" onerror="alert(1)">',
        "[x](javascript:alert(1))",
        "![x](https://elsewhere.example/x.png)",
        '<https://elsewhere.example/"onmouseover=alert(1)>',
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
    ],
)
def test_an_own_text_brings_no_html_no_script_and_no_image(tmp_path: Path, payload: str) -> None:
    (tmp_path / "impressum.md").write_text(f"Text {payload}", encoding="utf-8")
    shown = str(own_texts(tmp_path, ["impressum"])["impressum", "de"].html)
    for mark in ("<script", "<img", ' onerror="', ' onmouseover="', 'href="javascript:', 'href="data:', "src="):
        assert mark not in shown.replace(html.escape(payload), "")


def test_texts_that_cannot_be_read_are_refused_with_their_path(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"impressum\.md, datenschutz\.md") as caught:
        own_texts(tmp_path, ["impressum", "datenschutz"])
    assert caught.value.code == "legal_folder_empty"
    file = tmp_path / "impressum.md"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match=r"impressum\.md ist nicht lesbar"):
        own_texts(tmp_path, ["impressum"])
    file.write_bytes(b"a" * (MAX_BYTES + 1))
    with pytest.raises(SettingsError, match=f"{MAX_BYTES + 1} Bytes, erlaubt sind {MAX_BYTES}"):
        own_texts(tmp_path, ["impressum"])


def test_the_operator_is_a_table_of_the_file_or_json_of_a_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "assistant.toml").write_text('[operator]\nname = "Netz"\nconformity = "full"\n', encoding="utf-8")
    assert load().operator == Operator(name="Netz", conformity="full")
    monkeypatch.setenv("ASSISTANT_OPERATOR", '{"email": "a@b.example"}')
    assert load().operator.email == "a@b.example"
    monkeypatch.setenv("ASSISTANT_OPERATOR", '{"emial": "a@b.example"}')
    with pytest.raises(SettingsError, match=r"operator › emial.*Meinten Sie email\?"):
        load()
