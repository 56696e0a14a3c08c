"""PDFs in a process of their own: whatever happens there costs one file."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, NumberObject, RectangleObject
from reportlab.pdfgen.canvas import Canvas

import assistant
from assistant.errors import ReadingError
from assistant.reading.apart import PdfProcess
from assistant.reading.pdf import read_pdf

MB = 1024**2


def sheet(text: str = "Die Frist endet im Juni.", title: str = "Bericht") -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1)
    canvas.setTitle(title)
    canvas.drawString(72, 700, text)
    canvas.save()
    return target.getvalue()


def drawing_of(size: int) -> bytes:
    """A page that shows a drawing of `size` spaces; the page's own content is a few bytes, the file 100 kB."""
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    drawing = DecodedStreamObject()
    drawing.set_data(b" " * size)
    packed = drawing.flate_encode(9)
    packed[NameObject("/Type")] = NameObject("/XObject")
    packed[NameObject("/Subtype")] = NameObject("/Form")
    packed[NameObject("/BBox")] = RectangleObject((0, 0, 9, 9))
    packed[NameObject("/FormType")] = NumberObject(1)
    shown = DictionaryObject({NameObject("/X"): writer._add_object(packed)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): shown})
    content = DecodedStreamObject()
    content.set_data(b"/X Do")
    page[NameObject("/Contents")] = writer._add_object(content)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


@pytest.fixture
def process() -> Iterator[PdfProcess]:
    process = PdfProcess(memory_bytes=100 * MB)
    yield process
    process.close()


def pid_of(process: PdfProcess) -> int:
    assert process._process
    return process._process.pid


def code_of(process: PdfProcess, data: bytes) -> str:
    with pytest.raises(ReadingError) as caught:
        process.read(data, "probe.pdf")
    assert "probe.pdf" in str(caught.value)
    return caught.value.code


def test_one_process_reads_one_file_after_the_other(process: PdfProcess) -> None:
    assert process.read(sheet(), "a.pdf") == read_pdf(sheet(), "a.pdf")
    first = pid_of(process)
    assert first != os.getpid()
    assert process.read(sheet("Anders."), "b.pdf").text == "Anders."
    assert pid_of(process) == first


def test_why_a_file_is_refused_comes_back_and_the_process_goes_on(process: PdfProcess) -> None:
    assert code_of(process, b"%PDF-1.4\nThis is no PDF.\n%%EOF") == "broken_file"
    first = pid_of(process)
    assert process.read(sheet(), "b.pdf").title == "Bericht"
    assert pid_of(process) == first


def test_a_file_that_needs_too_much_memory_is_refused_and_the_next_one_read(process: PdfProcess) -> None:
    bomb = drawing_of(150_000_000)
    assert len(bomb) < 200_000
    assert code_of(process, bomb) == "reading_crashed"
    assert process.read(sheet(), "b.pdf").title == "Bericht"


def test_a_file_that_takes_too_long_is_refused() -> None:
    process = PdfProcess(fewest_seconds=0.001)
    assert code_of(process, sheet()) == "reading_too_slow"
    assert code_of(process, sheet()) == "reading_too_slow"
    process.close()


def test_a_process_that_was_killed_is_replaced(process: PdfProcess) -> None:
    process.read(sheet(), "a.pdf")
    first = pid_of(process)
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    assert process.read(sheet(), "a.pdf").title == "Bericht"
    assert pid_of(process) != first


def test_a_closed_process_is_gone_and_may_be_closed_again(process: PdfProcess) -> None:
    process.read(sheet(), "a.pdf")
    first = pid_of(process)
    process.close()
    process.close()
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)
    assert process.read(sheet(), "a.pdf").title == "Bericht"


def is_running(pid: int) -> bool:
    """An orphan that has ended may stay as a zombie until the init process looks."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


PROGRAM = """
import os, signal, sys
from pathlib import Path
from assistant.reading import apart
from assistant.reading.read import read
assert read(Path("a.pdf")).title == "Bericht"
print(apart._shared()._process.pid, flush=True)
"""


@pytest.mark.parametrize("end", ["", "os.kill(os.getpid(), signal.SIGKILL)", "raise KeyboardInterrupt"])
def test_the_process_ends_with_the_one_that_started_it(tmp_path: Path, end: str) -> None:
    (tmp_path / "a.pdf").write_bytes(sheet())
    (tmp_path / "pypdf.py").write_text("raise SystemExit('the working directory must not count')", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-P", "-X", "dev", "-W", "error", "-W", "ignore::DeprecationWarning", "-c", PROGRAM + end],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(Path(assistant.__file__).parents[1])},
        capture_output=True,
        text=True,
    )
    assert end or (done.returncode, done.stderr) == (0, "")
    assert "Warning" not in done.stderr
    patience = time.monotonic() + 10
    while is_running(int(done.stdout)) and time.monotonic() < patience:
        time.sleep(0.05)
    assert not is_running(int(done.stdout))
