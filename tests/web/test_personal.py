"""What is kept of people, on SQLite and on PostgreSQL: handed out, removed and overwritten, found in documents."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from fakes import ToyEmbedder
from sqlalchemy import insert, select
from web_serving import make_settings

from assistant import __main__ as program
from assistant.errors import StorageError
from assistant.feedback.store import MOST_QUESTIONS, FeedbackStore
from assistant.feedback.tables import questions
from assistant.indexing.catalog import Catalog
from assistant.indexing.check import check
from assistant.indexing.ingest import Plan, ingest_paths
from assistant.indexing.rollback import roll_back
from assistant.indexing.tables import documents
from assistant.settings.settings import Settings
from assistant.storage.folder import DataFolder
from assistant.web.shared.sessions import Sessions, digest_of
from assistant.web.shared.store import SharedStore
from assistant.web.shared.tables import conversations
from assistant.web.shared.tables import log as audit

NAME = "Imke Rohwer"
QUESTION = "Was verdient Imke Rohwer?"
MINUTES = "# Protokoll\n\nAnwesend waren Frau Rohwer, Imke und Herr Petersen. Das Budget wurde beschlossen.\n"
PRESS = "# Mitteilung\n\nImke Rohwers Vortrag über Batterien war gut besucht.\n"
OTHER = "# Satzung\n\nDer Verein fördert die Region. Frau Rohwer leitet ihn nicht.\n"

Run = Callable[..., int]


@pytest.fixture
def settings(place: Path | DataFolder) -> Settings:
    folder = DataFolder.of(place)
    server = {"database_url": folder.database_url, "database_schema": folder.schema} if folder.database_url else {}
    return make_settings(data=folder.path, embedding_model="toy", keep_questions_days=30, **server)


@pytest.fixture
def run(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs the command with these settings; gives its exit code."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ASSISTANT_DATA", str(settings.data))
    monkeypatch.setenv("ASSISTANT_KEEP_QUESTIONS_DAYS", "30")
    if settings.database_url:
        monkeypatch.setenv("ASSISTANT_DATABASE_URL", settings.database_url.get_secret_value())
        monkeypatch.setenv("ASSISTANT_DATABASE_SCHEMA", settings.database_schema)
    return lambda *words: program.main(words)


@pytest.fixture
def kept(settings: Settings) -> Iterator[FeedbackStore]:
    with closing(FeedbackStore.open(settings.folder)) as store:
        yield store


def keep_question(store: FeedbackStore, answer: str, days_ago: int = 0) -> None:
    keep(store, [question(answer, QUESTION, days_ago)])


def keep_questions(store: FeedbackStore, count: int, text: str) -> None:
    keep(store, [question(f"neue-{number}", text) for number in range(count)])


def keep(store: FeedbackStore, rows: list[dict[str, Any]]) -> None:
    with store._transaction() as connection:
        connection.execute(insert(questions), rows)


def question(answer: str, text: str, days_ago: int = 0) -> dict[str, Any]:
    return {
        "answer": answer,
        "day": datetime.date.today() - datetime.timedelta(days=days_ago),
        "text": text,
        "history": [],
        "reason": "no_hits",
        "mode": "extractive",
        "audience": "public",
        "language": "de",
        "places": [],
        "is_wrong": False,
        "comment": "Ein Hinweis",
        "in_gold": False,
    }


def exported(file: Path) -> Any:
    assert file.stat().st_mode & 0o777 == 0o600
    return json.loads(file.read_text(encoding="utf-8"))


def test_a_question_is_handed_out_with_words_on_each_field_and_then_removed(
    run: Run, kept: FeedbackStore, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_question(kept, "meine")
    keep_question(kept, "andere")
    assert run("person", "export", "--answer", "meine", "aus.json") == 0
    told = exported(tmp_path / "aus.json")
    assert [row["text"] for row in told["kept"]["questions"]] == [QUESTION]
    assert set(told["kept"]["questions"][0]) == set(told["fields"])
    assert "Adressen" in told["not_kept"]
    assert run("person", "export", "--answer", "meine", "aus.json") != 0
    assert "gibt es schon" in capsys.readouterr().err
    assert run("person", "delete", "--answer", "meine") == 0
    assert run("person", "delete", "--answer", "meine") == 1
    assert [one.answer for one in kept.kept(datetime.date.min)] == ["andere"]


def test_an_answer_that_this_server_did_not_give_is_refused(run: Run, kept: FeedbackStore) -> None:
    keep_question(kept, "meine")
    assert run("person", "delete", "--answer", "bWVpbmU.gefaelscht") != 0
    assert len(kept.kept(datetime.date.min)) == 1


def test_a_person_who_signed_in_is_told_of_the_sessions_without_their_keys(
    run: Run, settings: Settings, tmp_path: Path
) -> None:
    with closing(SharedStore(settings.folder)) as store:
        sessions = Sessions(store, 8)
        sessions.begin("schluessel-a", subject="irohwer", name=NAME, role="staff", proof="beweis")
        sessions.begin("schluessel-b", subject="ppetersen", name="Peter", role="staff")
        assert run("person", "export", "--subject", "irohwer", "aus.json") == 0
        [row] = exported(tmp_path / "aus.json")["kept"]["server_sessions"]
        assert row["name"] == NAME
        assert not {"digest", "proof"} & row.keys()
        assert run("person", "delete", "--subject", NAME) == 0
        assert sessions.find("schluessel-a") is None
        assert sessions.find("schluessel-b") is not None


def test_what_a_person_did_stays_in_the_audit_log_without_the_person(
    run: Run, settings: Settings, tmp_path: Path
) -> None:
    with closing(SharedStore(settings.folder)) as store:
        values = {"role": "admin", "about": "{}", "outcome": "done", "whence": "", "request": "r"}
        with store.transaction() as connection:
            for who, name, done in (("irohwer", NAME, "upload"), ("ppetersen", "Peter", "remove")):
                row = {"at": store.now(), "who": who, "name": name, "done": done, **values}
                connection.execute(insert(audit).values(**row))
        assert run("person", "export", "--subject", NAME, "aus.json") == 0
        assert [row["done"] for row in exported(tmp_path / "aus.json")["kept"]["server_audit"]] == ["upload"]
        assert run("person", "delete", "--subject", "irohwer") == 0
        with store.statements() as connection:
            lines = {tuple(row) for row in connection.execute(select(audit.c.done, audit.c.who, audit.c.name))}
    assert lines == {
        *{("remove", "ppetersen", "Peter"), ("upload", "-", "")},
        *{("person_exported", "-", ""), ("person_deleted", "-", "")},
    }


def test_a_conversation_is_known_by_its_id_alone(run: Run, settings: Settings, tmp_path: Path) -> None:
    with closing(SharedStore(settings.folder)) as store:
        with store.transaction() as connection:
            place = {"digest": digest_of("nur-meine"), "audiences": "public", "site": ""}
            connection.execute(
                insert(conversations).values(**place, questions=json.dumps([[QUESTION, []]]), last=store.now())
            )
        assert run("person", "export", "--conversation", "eine-andere", "leer.json") == 1
        assert run("person", "export", "--conversation", "nur-meine", "aus.json") == 0
        assert QUESTION in exported(tmp_path / "aus.json")["kept"]["server_conversations"][0]["questions"]
        assert run("person", "delete", "--conversation", "nur-meine") == 0
        with store.statements() as connection:
            assert connection.execute(select(conversations)).all() == []
    if not settings.database_url:
        assert not [file for file in settings.data.glob("server.sqlite*") if QUESTION.encode() in file.read_bytes()]


def take_in(settings: Settings, folder: Path, texts: dict[str, str]) -> None:
    folder.mkdir(exist_ok=True)
    for file in folder.iterdir():
        file.unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    plan = Plan("toy", ToyEmbedder, 64, may_remove=lambda *_: True)
    ingest_paths(settings.folder, [folder], plan, prune=True, audience="internal")


def test_each_passage_that_names_a_person_is_found_in_any_form_and_order(
    run: Run, settings: Settings, kept: FeedbackStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_question(kept, "meine")
    take_in(settings, tmp_path / "docs", {"protokoll.md": MINUTES, "mitteilung.md": PRESS, "satzung.md": OTHER})
    assert run("person", "find", NAME) == 0
    told = capsys.readouterr().out
    assert "protokoll.md [internal]: " in told
    assert "Rohwers Vortrag" in told
    assert "satzung.md" not in told
    assert "2 Stellen in 2 Dokumenten, 1 gespeicherte Frage" in told
    assert "--prune" in told
    assert run("person", "find", "Niemand Sonst") == 1
    capsys.readouterr()
    assert run("person", "find", "Petersen", "--json") == 0
    assert [one["path"] for one in json.loads(capsys.readouterr().out)["passages"]] == ["protokoll.md"]


def test_of_a_long_passage_the_whole_words_around_the_name_are_told(
    run: Run, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = "Hafenmeisterei Liegeplatzvergabe " * 8
    take_in(settings, tmp_path / "docs", {"lang.md": f"{long}Frau Rohwer leitet sie. {long}\n"})
    assert run("person", "find", "Rohwer", "--json") == 0
    (passage,) = json.loads(capsys.readouterr().out)["passages"]
    first, *words, last = passage["quote"].split()
    assert (first, last) == ("…", "…")
    assert set(words) == {"Hafenmeisterei", "Liegeplatzvergabe", "Frau", "Rohwer", "leitet", "sie."}


def test_a_question_that_names_a_person_is_found_behind_all_newer_ones(
    run: Run, kept: FeedbackStore, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_question(kept, "alte", days_ago=9)
    keep_questions(kept, MOST_QUESTIONS, "Wer ist das?")
    assert run("person", "find", NAME) == 0
    assert "1 gespeicherte Frage" in capsys.readouterr().out


def test_what_was_withdrawn_stays_until_it_is_removed_at_once(
    run: Run, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "docs"
    take_in(settings, folder, {"protokoll.md": MINUTES, "satzung.md": OTHER})
    take_in(settings, folder, {"satzung.md": OTHER})
    assert run("person", "find", NAME) == 0
    assert "protokoll.md: nicht mehr im Index" in capsys.readouterr().out
    assert run("retention", "--dry-run") == 0
    assert "1 Dokument mit 1 Passage" in capsys.readouterr().out
    assert run("retention") == 0
    assert "0 zurückgezogene" in capsys.readouterr().out
    assert run("retention", "--withdrawn") == 0
    assert "1 zurückgezogene" in capsys.readouterr().out
    assert run("person", "find", NAME) == 1
    assert texts_of(settings) == [OTHER.split("\n\n")[1].strip()]
    assert check(settings.folder) == []
    with pytest.raises(StorageError):
        roll_back(settings.folder)
    if not settings.database_url:
        assert not [file for file in settings.data.rglob("*") if file.is_file() and b"Petersen" in file.read_bytes()]
    take_in(settings, folder, {"satzung.md": OTHER, "protokoll.md": MINUTES})
    assert run("person", "find", NAME) == 0


def texts_of(settings: Settings) -> list[str]:
    """The last paragraph of each document of the catalogue, whatever generation it is of."""
    with closing(Catalog.open(settings.folder)) as catalog, catalog.engine.connect() as connection:
        return [text.split("\n\n")[-1].strip() for text in connection.scalars(select(documents.c.text))]


def test_what_has_outlived_its_time_is_counted_and_then_removed(
    run: Run, settings: Settings, kept: FeedbackStore, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_question(kept, "alt", days_ago=31)
    keep_question(kept, "neu", days_ago=29)
    with closing(SharedStore(settings.folder)) as store, store.transaction() as connection:
        old = {"audiences": "public", "site": "", "questions": "[]", "last": store.now() - 3600}
        connection.execute(insert(conversations).values(digest="alt", **old))
        connection.execute(insert(conversations).values(digest="neu", **old | {"last": store.now()}))
        line = {"who": "irohwer", "name": NAME, "role": "staff", "done": "upload", "about": "{}", "outcome": "ok"}
        for days in (181, 179):
            at = store.now() - days * 86_400
            connection.execute(insert(audit).values(**line, at=at, whence="", request=""))
    for words in (["retention", "--dry-run"], ["retention", "--dry-run"], ["retention"]):
        assert run(*words) == 0
        assert "1 Frage, 2 beendete" in capsys.readouterr().out
    assert run("retention") == 0
    assert "0 Fragen, 0 beendete" in capsys.readouterr().out
    assert [one.answer for one in kept.kept(datetime.date.today() - datetime.timedelta(days=90))] == ["neu"]


def test_a_shell_without_the_settings_of_the_server_removes_no_question_and_finds_all(
    run: Run, kept: FeedbackStore, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_question(kept, "neu", days_ago=3)
    monkeypatch.delenv("ASSISTANT_KEEP_QUESTIONS_DAYS")
    for words in (["retention", "--dry-run"], ["retention"], ["gaps", "--purge"]):
        assert run(*words) == 2
        assert "würden entfernt (1)" in capsys.readouterr().err
    assert run("person", "find", NAME) == 0
    assert len(kept.kept(datetime.date.min)) == 1
    monkeypatch.setenv("ASSISTANT_KEEP_QUESTIONS_DAYS", "0")  # who says so means it
    assert run("retention") == 0
    assert kept.kept(datetime.date.min) == []


def test_a_folder_without_anything_stays_so(run: Run, settings: Settings) -> None:
    settings.data.mkdir(exist_ok=True)
    assert run("retention") == 0
    assert run("retention", "--withdrawn") == 0
    assert run("person", "find", NAME) == 1
    assert run("person", "delete", "--subject", NAME) == 1
    if not settings.database_url:
        assert list(settings.data.iterdir()) == []


WORDS = (
    *(("retention",), ("retention", "--withdrawn"), ("gaps",), ("gaps", "--purge"), ("person", "find", NAME)),
    ("person", "delete", "--subject", NAME),
    *(("outcomes",), ("funding", "--csv"), ("check",), ("check", "--repair"), ("ask", "Was?"), ("explain", "Was?")),
    *(("backup", "sicherung.tar"), ("mcp",)),
)


@pytest.mark.parametrize("words", WORDS, ids=" ".join)
def test_of_a_folder_that_is_none_it_is_not_said_that_nothing_is_in_it(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert program.main([words[0], "--data", "anderswo", *words[1:]]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert f"Den Datenordner {tmp_path / 'anderswo'} gibt es nicht." in told.err
    assert not (tmp_path / "anderswo").exists()
    (tmp_path / "anderswo").touch()
    assert program.main([words[0], "--data", "anderswo", *words[1:]]) == 2
    assert "liegt eine Datei dieses Namens" in capsys.readouterr().err


def test_nor_of_the_folder_of_one_among_several_networks_and_the_others_are_seen_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    networks = {key: {"hosts": [f"{key}.example.org"]} for key in ("nord", "sued")}
    monkeypatch.setenv("ASSISTANT_NETWORKS", json.dumps(networks))
    (tmp_path / "data" / "sued").mkdir(parents=True)
    assert program.main(["retention"]) == 2
    told = capsys.readouterr()
    assert f"Den Datenordner {tmp_path / 'data' / 'nord'} gibt es nicht." in told.err
    assert [line.split()[0] for line in told.out.splitlines()] == ["Netzwerk", "Netzwerk", "Entfernt:"]
