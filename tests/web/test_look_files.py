"""The operator's colours and logo as they go out; a logo that cannot be shown is refused at the start."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from web_fakes import FakeAssistant
from web_serving import Served, make_settings, serve

from assistant.errors import SettingsError
from assistant.web.app import create_app
from assistant.web.look.logo import HEIGHT, MAX_BYTES, MAX_WIDTH, Logo
from assistant.web.look.theme import DEFAULT, Theme

ACCENT = "#7a1f5c"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><rect width="120" height="40"/></svg>'


def png(width: int, height: int) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(written, "PNG")
    return written.getvalue()


@pytest.fixture
def svg(tmp_path: Path) -> Path:
    file = tmp_path / "logo.svg"
    file.write_text(SVG, encoding="utf-8")
    return file


def refusal(file: Path) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        Logo.read(file)
    return caught.value


def test_the_accent_colours_pages_element_and_icon() -> None:
    theme = Theme.of(ACCENT)
    with serve(FakeAssistant(), accent=ACCENT.upper()) as served:
        assert served.client.get("/theme.css").text == theme.stylesheet()
        assert '<link rel="stylesheet" href="/theme.css">' in served.client.get("/impressum").text
        assert f'fill="{ACCENT}"' in served.client.get("/icon.svg").text
        element = served.client.get("/widget.js").text
    for colours, default in ((theme.light, DEFAULT.light), (theme.dark, DEFAULT.dark)):
        assert colours.accent in element
        assert colours.tint in element
        assert default.accent not in element
        assert default.tint not in element


def test_what_did_not_change_costs_no_bytes(served: Served) -> None:
    for path in ("/theme.css", "/icon.svg"):
        first = served.client.get(path)
        again = served.client.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_without_a_logo_there_is_none(served: Served) -> None:
    assert served.client.get("/logo").status_code == 404
    assert "<img" not in served.client.get("/impressum").text


def test_a_logo_stands_beside_the_name_with_its_size_and_runs_nothing(svg: Path) -> None:
    with serve(FakeAssistant(), logo=svg) as served:
        assert '<img src="/logo" width="120" height="40" alt="">' in served.client.get("/impressum").text
        sent = served.client.get("/logo")
    assert sent.text == SVG
    assert sent.headers["content-type"].startswith("image/svg+xml")
    assert "sandbox" in sent.headers["content-security-policy"]
    assert "script-src" not in sent.headers["content-security-policy"]
    assert sent.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(("size", "shown"), [((400, 100), (160, 40)), ((50, 100), (20, 40)), ((1600, 100), (160, 10))])
def test_a_png_is_shown_as_large_as_fits(tmp_path: Path, size: tuple[int, int], shown: tuple[int, int]) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(png(*size))
    logo = Logo.read(file)
    assert (logo.media_type, logo.width, logo.height) == ("image/png", *shown)


@pytest.mark.parametrize(
    ("attributes", "shown"),
    [
        ('viewBox="0 0 30 40"', (30, 40)),
        ('viewBox="-5,-5,80,20"', (MAX_WIDTH, HEIGHT)),
        ('width="20mm" height="10mm"', (80, 40)),
        ('width="100%" height="100%"', (40, 40)),
        ('viewBox="0 0 0 10"', (40, 40)),
        ("", (40, 40)),
    ],
)
def test_an_svg_is_shown_in_its_proportions(tmp_path: Path, attributes: str, shown: tuple[int, int]) -> None:
    file = tmp_path / "logo.svg"
    file.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>', encoding="utf-8")
    logo = Logo.read(file)
    assert (logo.width, logo.height) == shown


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"<html/>",
        b"<svg/>",
        png(50, 50)[:60],
        b'<!DOCTYPE s [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&unknown;</svg>',
        png(2001, 2000),
    ],
)
def test_what_is_no_image_is_refused_with_its_path(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "logo.svg"
    file.write_bytes(content)
    error = refusal(file)
    assert error.code == "logo_format"
    assert str(file) in str(error)


def test_a_logo_that_is_too_large_is_refused_with_both_numbers(tmp_path: Path) -> None:
    file = tmp_path / "logo.svg"
    file.write_bytes(b" " * (MAX_BYTES + 1))
    assert f"{MAX_BYTES + 1} Bytes, erlaubt sind {MAX_BYTES}" in str(refusal(file))


def test_a_server_whose_logo_is_missing_does_not_start(tmp_path: Path) -> None:
    settings = make_settings(data=tmp_path, logo=tmp_path / "fehlt.svg")
    with pytest.raises(SettingsError, match=r"fehlt\.svg ist nicht lesbar"):
        create_app(settings, FakeAssistant())
