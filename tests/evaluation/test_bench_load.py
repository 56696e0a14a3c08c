"""The bench of many askers, over a served fake assistant: what they get is counted, and memory and growth are told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from assistant.evaluation.report import Report
from assistant.evaluation.speed.bench_load import Options, bench
from assistant.settings.settings import Settings

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")

SUPPORT = Path(__file__).parents[1] / "support"
SERVER = f"""
import sys
sys.path.insert(0, {str(SUPPORT)!r})
from web_fakes import FakeAssistant
from assistant.web.serve import main
sys.exit(main(make=lambda settings: FakeAssistant()))
"""
QUESTIONS = ("Wie wird die Weiterbildung in Betrieben gefördert?", "Wie heißt Burkina Fasos Hauptstadt?")


def measured(data: Path, workers: tuple[int, ...], server: str = SERVER) -> Report:
    options = Options(QUESTIONS, askers=4, seconds=6, workers=workers, server=(sys.executable, "-c", server))
    return bench(Settings(data=data), options)


def test_it_tells_answers_times_memory_and_how_much_more_two_workers_give(tmp_path: Path) -> None:
    load, growth = measured(tmp_path, (1, 2)).breakdowns
    assert [group.name for group in load.groups] == ["1 workers", "2 workers"]
    for group in load.groups:
        found = {number.name: number.value for number in group.numbers}
        assert found["errors"] == 0
        assert 0 < (found["p50"] or 0) <= (found["p95"] or 0) <= (found["slowest"] or 0)
        assert (found["answers"] or 0) > 1
        assert found["answered with a sentence"] == pytest.approx(0.5, abs=0.05)
        assert 10 < (found["memory, second minute"] or 0) < 2000
        assert 0.5 < (found["last / second"] or 0) < 2
    assert growth.groups[0].numbers[0].value == 1
    assert (growth.groups[1].numbers[0].value or 0) > 0


def test_what_is_refused_is_an_error_whose_words_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    refusing = SERVER.replace("FakeAssistant())", "Refusing())").replace(
        "from assistant.web.serve import main",
        "from assistant.web.serve import main\n"
        "from assistant.errors import StorageError\n"
        "class Refusing(FakeAssistant):\n"
        "    def ask(self, *_, **__):\n"
        "        raise StorageError('disk_full', data='x', why='y')\n",
    )
    [load] = measured(tmp_path, (1,), refusing).breakdowns
    found = {number.name: number for number in load.groups[0].numbers}
    assert found["errors"].value == found["errors"].n > 0
    assert found["p95"].value is None
    assert "x 503:" in capsys.readouterr().err
