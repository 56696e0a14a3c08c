"""`python -m assistant ask`: an answer at the shell, for operators."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from chat_service import chat_service
from entailment_fakes import KnownEntailment
from fakes import ToyEmbedder
from scripted_model import draft

from assistant.__main__ import main
from assistant.answering import models as answering_models
from assistant.indexing.embedding import models
from assistant.indexing.embedding.embed import Vector
from assistant.indexing.ingest import ingest_paths
from assistant.indexing.run import Plan
from assistant.records import Question
from assistant.settings.loading import load
from assistant.web.serve import _maker

Capture = pytest.CaptureFixture[str]

GRANT = "Der Zuschuss beträgt 80 Prozent der förderfähigen Ausgaben."
SECRET = "Das Vorhaben Zwirbelkranich erhält 48.250 Euro aus dem Haushalt."


@pytest.fixture(autouse=True)
def _surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of its own with a public and an internal document, embedded with the toy model."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ASSISTANT_EMBEDDING_MODEL", "toy")
    monkeypatch.setattr(models, "load_embedder", lambda settings: ToyEmbedder(settings.embedding_model))
    for name, text, audience in (("merkblatt", GRANT, "public"), ("protokoll", SECRET, "internal")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        plan = Plan("toy", lambda: ToyEmbedder("toy"), 64)
        ingest_paths(Path("data"), [folder], plan, audience=audience)  # type: ignore[arg-type]


def test_an_answer_is_shown_with_its_source(capsys: Capture) -> None:
    assert main(["ask", GRANT]) == 0
    out, err = capsys.readouterr()
    assert out.startswith(f"{GRANT} [1]\n")
    assert "merkblatt.txt" in out
    assert f"„{GRANT}“" in out
    assert err == ""


def test_an_abstention_is_a_result_and_no_error(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_CONTACT", "info@netz.example")
    assert main(["ask", "Wie wird das Wetter morgen?"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("Dazu habe ich keine gesicherte Antwort.")
    assert "info@netz.example" in out
    assert err == ""


def test_a_question_in_another_encoding_is_asked_all_the_same(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Python hands on what is typed at a terminal of Latin-1; no tokenizer takes it."""

    class Strict(ToyEmbedder):
        def embed_query(self, text: str) -> Vector:
            return super().embed_query(text.encode().decode())

    monkeypatch.setenv("ASSISTANT_READER", "")
    monkeypatch.setattr(models, "load_embedder", lambda settings: Strict(settings.embedding_model))
    assert main(["ask", "Wie hoch ist die F\udcf6rderung?"]) == 0
    assert capsys.readouterr().err == ""


def test_internal_documents_are_read_only_where_the_operator_says_so(capsys: Capture) -> None:
    assert main(["ask", SECRET]) == 0
    shown = capsys.readouterr().out
    assert "Zwirbelkranich" not in shown.replace("gefunden: „Zwirbelkranich“", ""), "but for the word of the question"
    assert "48.250" not in shown
    assert main(["ask", SECRET, "--audience", "public", "--audience", "internal"]) == 0
    shown = capsys.readouterr().out
    assert f"{SECRET} [1]" in shown
    assert "Intern" in shown


def test_json_is_the_object_of_the_contract_without_a_conversation(capsys: Capture) -> None:
    assert main(["ask", GRANT, "--json"]) == 0
    [line] = capsys.readouterr().out.splitlines()
    answer = json.loads(line)
    assert (answer["status"], answer["citations"][0]["quote"]) == ("answered", GRANT)
    assert "conversation_id" not in answer


def test_an_index_of_another_version_of_the_program_is_told_and_made_anew(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_READER", "")
    manifest = max(Path("data").glob("index/*/manifest.json"))
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "format": 99, "new": "field"}))
    assert main(["check"]) == 0  # no damage
    assert "Format 99" in capsys.readouterr().out
    assert main(["ask", GRANT]) == 0
    assert f"{GRANT} [1]" in capsys.readouterr().out
    assert main(["check"]) == 0


def test_an_empty_data_folder_is_named_and_not_filled(capsys: Capture) -> None:
    assert main(["ask", "Wie viel?", "--data", "elsewhere"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("Fehler: ")
    assert "elsewhere" in err
    assert not Path("elsewhere").exists()


@pytest.mark.parametrize("arguments", [[], ["  "], ["x" * 1001], ["Wie viel?", "--audience", "all"], ["Wie", "viel?"]])
def test_a_wrong_call_is_one_sentence_and_exit_code_2(arguments: list[str], capsys: Capture) -> None:
    assert main(["ask", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("Fehler: ")


def test_english_is_spoken_where_the_settings_say_so(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_LANGUAGE", "en")
    assert main(["ask", " "]) == 2
    assert capsys.readouterr().err == "Error: The question is empty. Please type a question.\n"


def test_a_language_model_words_the_answer_where_the_settings_name_one(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "80 Prozent der förderfähigen Ausgaben beträgt der Zuschuss."
    with chat_service(draft((said, [1]), ("Er beträgt 95 Prozent.", [1]))) as service:
        monkeypatch.setenv("ASSISTANT_LLM", "openai:m")
        monkeypatch.setenv("ASSISTANT_LLM_BASE_URL", f"{service.address}/v1")
        assert main(["ask", GRANT]) == 0
    out, err = capsys.readouterr()
    assert out.startswith(f"{said} [1]\n\n[1] ")
    assert f"„{GRANT}“" in out
    assert "95" not in out
    assert err == ""


@pytest.mark.parametrize("command", ["ask", "explain"])
def test_a_sentence_of_the_model_is_read_with_its_quotes_as_the_server_reads_it(
    command: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "Der Zuschuss beträgt 80 Prozent der Ausgaben."
    entailment = KnownEntailment({})
    monkeypatch.setattr(answering_models, "entailment_of", lambda settings: entailment)
    with chat_service(draft((said, [1]))) as service:
        monkeypatch.setenv("ASSISTANT_LLM", "openai:m")
        monkeypatch.setenv("ASSISTANT_LLM_BASE_URL", f"{service.address}/v1")
        assert main([command, GRANT]) == 0
        asked = entailment.asked.copy()
        with closing(_maker()(load())) as served:
            served.warm_up()
            entailment.asked.clear()
            answer = served.ask(Question(GRANT))
    assert [sentence.text for sentence in answer.sentences] == [GRANT]
    out = capsys.readouterr().out
    assert f"{GRANT} [1]" in out
    assert f"{said} [1]" not in out
    assert (said, (GRANT,)) in asked
    assert asked == entailment.asked


def test_the_documents_answer_verbatim_where_the_model_is_down_and_the_reason_is_told(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_LLM", "openai:m")
    monkeypatch.setenv("ASSISTANT_LLM_BASE_URL", "http://127.0.0.1:9/v1")
    assert main(["ask", GRANT]) == 0
    out, _ = capsys.readouterr()
    assert out.startswith(f"{GRANT} [1]\n\nDas Sprachmodell ist nicht erreichbar.\n")
    assert main(["ask", GRANT, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["mode"], answer["fallback"]) == ("extractive", "model_down")


def test_a_language_model_that_cannot_be_used_is_named_before_anything_is_asked(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_LLM", "qwen3")
    assert main(["ask", GRANT]) == 2
    assert "ASSISTANT_LLM" in capsys.readouterr().err


def test_an_answer_is_explained_step_by_step(capsys: Capture) -> None:
    assert main(["explain", GRANT]) == 0
    out, err = capsys.readouterr()
    assert out.startswith(f"Frage: {GRANT}\n")
    assert "merkblatt.txt" in out
    assert "belegt" in out
    assert f"{GRANT} [1]" in out
    assert err == ""


def test_an_explanation_keeps_to_the_audience_and_comes_as_json(capsys: Capture) -> None:
    assert main(["explain", SECRET, "--json"]) == 0
    [line] = capsys.readouterr().out.splitlines()
    explained = json.loads(line)
    assert "Zwirbelkranich" not in json.dumps([step["passages"] + step["sentences"] for step in explained["steps"]])
    assert main(["explain", SECRET, "--audience", "internal", "--json"]) == 0
    explained = json.loads(capsys.readouterr().out)
    assert explained["steps"][0]["verdicts"][0]["sentence"] == SECRET
    assert explained["answer"]["status"] == "answered"


def test_a_reader_who_has_read_enough_gets_no_traceback() -> None:
    command = f"{sys.executable} -m assistant funding --audience internal | true; echo ${{PIPESTATUS[0]}}"
    found = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True, env=os.environ)
    assert "Traceback" not in found.stderr
    assert int(found.stdout) in (0, 141)


def test_what_keeps_the_index_closed_is_said_once(tmp_path: Path) -> None:
    """In a process of its own: what nobody listens to, Python's logging writes to stderr."""
    code = (
        "import sys; from fakes import ToyEmbedder; from assistant.indexing.embedding import models;"
        "models.load_embedder = lambda settings: ToyEmbedder('another');"
        "from assistant.__main__ import main; sys.exit(main(['ask', 'Zuschuss?']))"
    )
    root = Path(__file__).parent
    path = os.pathsep.join([str(root.parent), str(root / "support"), os.environ.get("PYTHONPATH", "")])
    environ = {**os.environ, "PYTHONPATH": path, "ASSISTANT_MODELS": str(tmp_path / "models")}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environ, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.count("another") == 1, done.stderr
