"""The bench of the chat page, over a served fake assistant."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from assistant.evaluation.report import Report
from assistant.evaluation.speed.bench_page import Options, bench

pytestmark = pytest.mark.browser

SUPPORT = Path(__file__).parents[1] / "support"
SERVER = f"""
import sys
sys.path.insert(0, {str(SUPPORT)!r})
from web_fakes import FakeAssistant
from assistant.web.serve import main
sys.exit(main(make=lambda settings: FakeAssistant()))
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    data = tmp_path_factory.mktemp("data")
    server = (sys.executable, "-c", SERVER, "--port", "0", "--data", str(data))
    questions = ("Wie wird die Weiterbildung in Betrieben gefördert?", "Wie heißt Burkina Fasos Hauptstadt?")
    return bench(Options(questions, passages=10, slowdown=1, loads=2, server=server))


def test_it_tells_what_a_load_costs_and_when_something_is_seen(report: Report) -> None:
    found = {number.name: number.value or 0.0 for number in report.numbers}
    assert 5 < found["first load"] < 60
    assert 3 <= found["requests of the first load"] <= 12
    assert 0 < found["largest contentful paint p50"] <= found["largest contentful paint, slowest"]
    assert found["layout shift, largest"] <= 0.02


def test_a_first_sentence_is_only_counted_where_there_is_one(report: Report) -> None:
    found = {number.name: number for number in report.numbers}
    assert found["first sentence visible p50"].n == 1
    assert (found["first sentence visible p50"].value or 0) > 0
    assert report.circumstances["questions"] == "2, of which 1 were answered"
