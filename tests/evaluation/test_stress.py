"""The stress check on folders made here: what is as expected passes, and what is not does not."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from assistant.__main__ import main
from assistant.errors import ReadingError
from assistant.evaluation.hard_files.expectations import DEMANDS, Outcome
from assistant.evaluation.hard_files.stress import Options, Result, stress
from assistant.notices import Notice
from assistant.reading.document import Refusal, Taken
from assistant.records import Block, Document, DocumentInfo

TEXT = "Der Zuschuss beträgt 60 Prozent der Ausgaben."


def stressed(folder: Path, content: bytes, expected: str, note: str = "", name: str = "a.txt") -> Result:
    (folder / name).write_bytes(content)
    (folder / "MANIFEST.tsv").write_text(f"file\texpected\tnote\n{name}\t{expected}\t{note}\n", encoding="utf-8")
    (result,) = stress(folder, Options())
    return result


def test_a_file_that_is_read_as_expected_misses_nothing(tmp_path: Path) -> None:
    result = stressed(tmp_path, TEXT.encode(), "text with right umlauts", "contains: 60 Prozent; absent: Cookie")
    assert result.misses == ()
    assert f"{len(TEXT)} characters" in result.outcome
    assert 0 < result.seconds < 60
    assert 0 < result.peak_bytes < 2 * 1024**3


def test_a_file_that_should_be_refused_but_is_read_is_a_miss(tmp_path: Path) -> None:
    assert stressed(tmp_path, TEXT.encode(), "ERROR with a clear message; nothing indexed; no crash").misses == (
        "error",
        "with a clear message",
        "nothing indexed",
    )


def test_a_file_that_should_be_read_but_is_refused_is_a_miss_whatever_stands_behind_or(tmp_path: Path) -> None:
    assert stressed(tmp_path, b"", "text or ERROR").misses == ("text",)
    assert stressed(tmp_path, b"", "repair or ERROR").misses == ()


def test_a_phrase_of_the_note_that_does_not_stand_in_the_text_is_a_miss(tmp_path: Path) -> None:
    result = stressed(tmp_path, TEXT.encode(), "text", "contains: 70 Prozent; absent: Zuschuss; contains-hard: Peine")
    assert result.misses == ("contains: 70 Prozent", "absent: Zuschuss")
    assert ("contains-hard", "Peine", False) in result.phrases


def test_a_file_over_a_limit_is_a_miss_even_if_it_is_read(tmp_path: Path) -> None:
    stressed(tmp_path, TEXT.encode(), "text")
    (result,) = stress(tmp_path, Options(max_seconds=0.001, max_bytes=1024))
    assert len(result.misses) == 2
    assert "(at most 0)" in result.misses[0]
    assert "MiB" in result.misses[1]


def test_the_command_fails_when_a_file_is_not_as_expected(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stressed(tmp_path, TEXT.encode(), "text")
    assert main(["evaluate", "stress", str(tmp_path)]) == 0
    assert "| a.txt |" in capsys.readouterr().out
    stressed(tmp_path, TEXT.encode(), "tables")
    assert main(["evaluate", "stress", str(tmp_path), "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["numbers"]["as expected"] == {"value": 0, "unit": "count", "n": 1}
    assert report["tables"]["files"][0]["as expected"] == "no"
    assert report["remarks"] == ["a.txt: not tables"]


def test_the_command_keeps_to_the_limits_of_the_settings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_MAX_CHARACTERS", "1000")
    stressed(tmp_path, (TEXT * 100).encode(), "error")
    assert main(["evaluate", "stress", str(tmp_path)]) == 0
    assert "1000" in capsys.readouterr().out


def test_the_command_refuses_a_manifest_that_it_does_not_understand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "MANIFEST.tsv").write_text("file\texpected\tnote\na.txt\tpoetry\t\n", encoding="utf-8")
    assert main(["evaluate", "stress", str(tmp_path)]) == 2
    assert "poetry" in capsys.readouterr().err


# Each demand: an outcome that meets it, and one that does not.


def document(text: str, path: str = "a.txt", rows: bool = False, warnings: tuple[Notice, ...] = ()) -> Document:
    info = DocumentInfo("d", path, "", "other", "public", "de")
    blocks = (Block("row" if rows else "paragraph", 0, len(text)),)
    return Document(info, path, "0", text, blocks, warnings=warnings)


def read(*documents: Document, file: Path = Path("a.txt"), plain: str = "", refusals: int = 0) -> Outcome:
    inside = tuple(Refusal("a.txt › b", "b", "empty_file", {"path": "b"}) for _ in range(refusals))
    return Outcome(file, Taken(documents, inside), None, lambda: Taken((document(plain),)))


def refused(code: str = "empty_file", name: str = "a.txt") -> Outcome:
    return Outcome(Path("a.txt"), Taken(()), ReadingError(code, path=name, limit="2 GB"), lambda: Taken(()))


GOOD = read(document("Wörter"))
NOTHING = read()
INSIDE = document("Text", "a.zip › b.txt")


@pytest.mark.parametrize(
    ("phrase", "met", "not_met"),
    [
        ("text", GOOD, read(document("123"))),
        ("tables", read(document("A | B", rows=True)), GOOD),
        ("ocr", read(document("zwei Wörter"), plain="eins"), read(document("zwei Wörter"), plain="zwei Wörter")),
        ("embedded file", read(INSIDE), GOOD),
        ("embedded files", read(INSIDE), read(document("Text"), refusals=1)),
        ("detected", read(document("Text", warnings=(Notice.of("no_suffix", format="TXT"),))), GOOD),
        ("odd file name", GOOD, read(document("Text", "b.txt"))),
        ("odd file name", refused(), refused(name="b.txt")),
        ("replaced bytes", read(document("W\ufffdrter")), read(document("Wrter"))),
        ("right umlauts", GOOD, read(document("WÃ¶rter"))),
        ("right umlauts", GOOD, read(document("Worter"))),
        ("found by nfc query", GOOD, read(document("Wo\u0308rter"))),
        ("without bom char", GOOD, read(document("\ufeffWörter"))),
        ("warning", read(document("Text", warnings=(Notice.of("pages_without_text", pages="2"),))), GOOD),
        ("garbage text must be noticed", refused(), read(document("Wörter"), plain="Wörter")),
        ("nothing indexed", NOTHING, GOOD),
        ("error", refused(), GOOD),
        ("with a clear message", refused(), refused(name="b.pdf")),
        ("password", refused("locked_file"), refused()),
        ("no crash", refused(), refused("reading_crashed")),
    ],
)
def test_a_demand_tells_what_meets_it_from_what_does_not(phrase: str, met: Outcome, not_met: Outcome) -> None:
    assert DEMANDS[phrase](met)
    assert not DEMANDS[phrase](not_met)


def test_the_text_of_a_scan_that_is_refused_without_ocr_came_from_ocr() -> None:
    def without_ocr() -> Taken:
        raise ReadingError("ocr_off", path="a.pdf")

    assert DEMANDS["ocr"](replace(GOOD, without_ocr=without_ocr))


def test_the_links_of_a_navigation_are_boilerplate(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text("<nav><a href='/'>Impressum</a></nav><p>Der Zuschuss beträgt 60 Prozent.</p>", encoding="utf-8")
    clean, torn = document("Der Zuschuss beträgt 60 Prozent."), document("Impressum\nDer Zuschuss beträgt 60 Prozent.")
    assert DEMANDS["boilerplate"](read(clean, file=page))
    assert not DEMANDS["boilerplate"](read(torn, file=page))


def test_what_was_filled_into_a_form_has_to_stand_in_the_text(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "form.pdf"
    canvas = Canvas(made := BytesIO())
    canvas.acroForm.textfield(name="Ort", value="Wolfsburg", x=100, y=100)
    canvas.drawString(100, 200, "Antrag")
    canvas.save()
    path.write_bytes(made.getvalue())
    assert DEMANDS["form"](read(document("Ort: Wolfsburg"), file=path))
    assert not DEMANDS["form"](read(document("Ort:"), file=path))
