"""Files in processes of their own: whatever happens there costs one file."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, NumberObject, RectangleObject
from reportlab.pdfgen.canvas import Canvas
from waiting import soon

import assistant
from assistant.errors import ReadingError
from assistant.reading.describing.rules import Rules
from assistant.reading.document import Taken, Task, read_documents
from assistant.reading.limits import Limits
from assistant.reading.reader_processes import ReaderProcess, Readers

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
def process() -> Iterator[ReaderProcess]:
    process = ReaderProcess(Limits(memory_bytes=100 * MB))
    yield process
    process.close()


@pytest.fixture
def task(tmp_path: Path) -> Task:
    return task_of(tmp_path / "a.pdf", sheet())


def task_of(path: Path, data: bytes) -> Task:
    path.write_bytes(data)
    return Task(path, path.parent, Rules())


def pid_of(process: ReaderProcess) -> int:
    assert process._process
    return process._process.pid


def title_of(taken: Taken) -> str:
    [document] = taken.documents
    return document.info.title


def code_of(process: ReaderProcess, task: Task) -> str:
    with pytest.raises(ReadingError) as caught:
        process.run(read_documents, task)
    assert task.path.name in str(caught.value)
    return caught.value.code


def test_one_process_reads_one_file_after_the_other(process: ReaderProcess, task: Task, tmp_path: Path) -> None:
    assert process.run(read_documents, task) == read_documents(task)
    first = pid_of(process)
    assert first != os.getpid()
    assert process.run(read_documents, task_of(tmp_path / "b.pdf", sheet("Anders."))).documents[0].text == "Anders."
    assert pid_of(process) == first


def test_why_a_file_is_refused_comes_back_and_the_process_goes_on(
    process: ReaderProcess, task: Task, tmp_path: Path
) -> None:
    assert code_of(process, task_of(tmp_path / "b.pdf", b"%PDF-1.4\nThis is no PDF.\n%%EOF")) == "broken_file"
    first = pid_of(process)
    assert title_of(process.run(read_documents, task)) == "Bericht"
    assert pid_of(process) == first


def test_a_file_that_needs_too_much_memory_is_refused_and_the_next_one_read(
    process: ReaderProcess, task: Task, tmp_path: Path
) -> None:
    bomb = drawing_of(150_000_000)
    assert len(bomb) < 200_000
    assert code_of(process, task_of(tmp_path / "bombe.pdf", bomb)) == "reading_crashed"
    assert title_of(process.run(read_documents, task)) == "Bericht"


def test_a_file_that_takes_too_long_is_refused(task: Task) -> None:
    process = ReaderProcess(Limits(page_seconds=0.001))
    assert code_of(process, task) == "reading_too_slow"
    assert code_of(process, task) == "reading_too_slow"
    process.close()


def test_a_process_that_was_killed_is_replaced(process: ReaderProcess, task: Task) -> None:
    process.run(read_documents, task)
    first = pid_of(process)
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
    assert title_of(process.run(read_documents, task)) == "Bericht"
    assert pid_of(process) != first


def test_a_closed_process_is_gone_and_may_be_closed_again(process: ReaderProcess, task: Task) -> None:
    process.run(read_documents, task)
    first = pid_of(process)
    process.close()
    process.close()
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)
    assert title_of(process.run(read_documents, task)) == "Bericht"


def test_several_files_are_read_at_once_and_a_bad_one_stops_no_other(tmp_path: Path) -> None:
    tasks = [task_of(tmp_path / f"{n}.pdf", sheet(title=f"Bericht {n}")) for n in range(12)]
    tasks.append(task_of(tmp_path / "leer.pdf", b"%PDF-1.4\n"))
    with Readers(Limits(), processes=2) as readers:
        read = [
            (key, future) for key, future in readers.read_all((t.path.name, partial(readers.read, t)) for t in tasks)
        ]
    titles = {key: title_of(future.result()) for key, future in read if key != "leer.pdf"}
    assert list(titles.items()) == [(f"{n}.pdf", f"Bericht {n}") for n in range(12)]
    assert isinstance(dict(read)["leer.pdf"].exception(), ReadingError)


def test_whoever_stops_taking_stops_the_reading(tmp_path: Path) -> None:
    tasks = [task_of(tmp_path / f"{n}.pdf", sheet()) for n in range(40)]
    started = []
    with Readers(Limits(), processes=1) as readers:

        def read(task: Task) -> Taken:
            started.append(task)
            return readers.read(task)

        reading = readers.read_all((t, partial(read, t)) for t in tasks)
        next(reading)
        reading.close()
    assert len(started) < 30


def is_running(pid: int) -> bool:
    """An orphan that has ended may stay as a zombie until the init process looks."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


SLOW = """
import sys, time
from assistant.reading import document, reader_program
def slow(task, limits):
    import subprocess, tempfile
    left = tempfile.mkdtemp()
    child = subprocess.Popen(["sleep", "60"])
    (task.path.parent / "started.part").write_text(f"{child.pid} {left}")
    (task.path.parent / "started.part").rename(task.path.parent / "started")
    time.sleep(60)
document.read_documents = slow
reader_program.main()
"""


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_whoever_is_ended_leaves_no_reading_and_no_files_behind(tmp_path: Path, end: signal.Signals) -> None:
    """In the middle of a file that takes a minute, with a program that the reader has started."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text("Das Labor.", encoding="utf-8")
    (tmp_path / "slow.py").write_text(SLOW, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", INGESTING, "docs"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        started = tmp_path / "docs" / "started"
        assert soon(started.exists)
        child, left = started.read_text().split()
        assert is_running(int(child))
        process.send_signal(end)
        process.communicate(timeout=10)
    assert process.returncode == (-end if end == signal.SIGKILL else 130)
    assert soon(lambda: not is_running(int(child)))
    assert soon(lambda: not Path(left).parent.exists())


INGESTING = f"""
import signal, subprocess, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests in the background ignores it
sys.path.insert(0, {str(Path(__file__).parents[1] / "support")!r})
from fakes import ToyEmbedder
from assistant.indexing import command
from assistant.indexing.embedding import models
models.load_embedder = lambda settings: ToyEmbedder(settings.embedding_model)
start = subprocess.Popen.__init__
def start_slowly(self, arguments, *more, **options):
    start(self, [sys.executable, "-P", "slow.py"] if "-P" in arguments else arguments, *more, **options)
subprocess.Popen.__init__ = start_slowly
sys.exit(command.main(sys.argv[1:]))
"""


PROGRAM = """
import os, signal, sys
from pathlib import Path
from assistant.reading.reader_processes import ReaderProcess
from assistant.reading.document import Task, read_documents
from assistant.reading.limits import Limits
from assistant.reading.describing.rules import Rules
process = ReaderProcess(Limits())
assert process.run(read_documents, Task(Path("a.pdf"), Path(), Rules())).documents[0].info.title == "Bericht"
print(process._process.pid, flush=True)
"""


@pytest.mark.parametrize("end", ["process.close()", "os.kill(os.getpid(), signal.SIGKILL)", "raise KeyboardInterrupt"])
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
    assert end != "process.close()" or (done.returncode, done.stderr) == (0, "")
    assert soon(lambda: not is_running(int(done.stdout)))
