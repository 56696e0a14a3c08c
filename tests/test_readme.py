"""README and handbook stay true: the session is run, tables are generated, commands, links and rules are tried."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from embedding_service import embedding_service
from web_fakes import FakeAssistant, make_document
from web_serving import serve

from assistant.__main__ import main as assistant_main
from assistant.indexing.command import main as ingest_main
from assistant.reading.describing.rules import Rules
from assistant.settings.settings import table
from assistant.web.serve import main as serve_main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
# The pages whose commands and examples are tried, as one text: the README, and what it leads on to.
DOCUMENTS, USING, MODELS, API, SETTINGS = (
    (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    for name in ("DOCUMENTS", "USING", "MODELS", "API", "SETTINGS")
)
HANDBOOK = README + DOCUMENTS + USING + MODELS + API
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
LARGEST_IMAGE_BYTES = 200_000

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CODE = re.compile(r"`[^`\n]+`")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.M)
# A comment that cites a page, and the section: docs/API.md, "LangChain".
_CITED = re.compile(r"\bdocs/((?:history/)?[A-Z_]+\.md)(?:, \"([^\"\n]{1,80})\")?")
_SECONDS = re.compile(r"\d+,\d s\b")
# Off a terminal there is a line every half minute: on a slow machine.
_PROGRESS = re.compile(r"^ *\d+ % \|.*\n|^.* … \d+ s\n", re.M)
_PROMPT = "$ "


def blocks(language: str) -> list[str]:
    return [body for kind, body in _FENCE.findall(HANDBOOK) if kind == language]


def commands(session: str) -> list[str]:
    return [line.removeprefix(_PROMPT) for line in session.splitlines() if line.startswith(_PROMPT)]


def python_commands() -> list[list[str]]:
    """The words of each call of Python, in console blocks and in running text."""
    shown = [command for block in blocks("console") for command in commands(block)]
    shown += re.findall(r"`(python [^`]+)`", HANDBOOK)
    return [shlex.split(command) for command in dict.fromkeys(shown) if command.startswith("python ")]


def run_as_shown(session: str, folder: Path) -> str:
    """What a terminal in `folder` shows when the commands of `session` are typed in one shell."""
    typed = "\n".join(f"echo {shlex.quote(_PROMPT + command)}\n{command}" for command in commands(session))
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    surroundings |= {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "PYTHONUTF8": "1"}
    shell = ["bash", "-c", typed]
    done = subprocess.run(
        shell, cwd=folder, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )
    return done.stdout


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_session_is_what_a_terminal_shows_and_the_json_is_of_the_same_answer(tmp_path: Path) -> None:
    for name in ("assistant", "corpus", "ingest.py"):  # beside them a fresh data folder, and no settings of anybody
        (tmp_path / name).symlink_to(ROOT / name)
    session = README.partition("<!-- session -->\n```console\n")[2].partition("```\n")[0]
    shown = run_as_shown(session, tmp_path)
    shown = _PROGRESS.sub("", shown)
    assert _SECONDS.sub("0,0 s", shown).splitlines() == _SECONDS.sub("0,0 s", session).splitlines()
    [question] = re.findall(r"""/api/ask .* -d '\{"question": "(.*)"\}'""", API)
    said = json.loads(run_as_shown(f'$ python -m assistant ask "{question}" --json', tmp_path).partition("\n")[2])
    [example] = map(json.loads, blocks("json"))
    another_time = {name: example[name] for name in ("took_ms", "conversation_id")}
    assert picked(example, said | another_time), said


def picked(some: object, whole: object) -> bool:
    """Whether `some` is `whole`, where "..." stands for the rest of a table."""
    if isinstance(some, dict) and isinstance(whole, dict):
        return all(key == "..." or (key in whole and picked(one, whole[key])) for key, one in some.items())
    if isinstance(some, list) and isinstance(whole, list):
        return len(some) == len(whole) and all(map(picked, some, whole))
    return some == whole


def test_the_table_of_settings_is_the_one_of_the_program() -> None:
    head = ["| variable | default | what it is |", "|---|---|---|"]
    rows = [f"| `{variable}` | {_default(default)} | {description} |" for variable, default, description in table()]
    expected = "\n".join([*head, *rows])
    assert expected in SETTINGS, f"put this table into docs/SETTINGS.md:\n{expected}"


def _default(value: str) -> str:
    return "" if value in ("None", "", "()") else f"`{value}`"


def test_every_make_target_that_is_named_exists() -> None:
    named = set(re.findall(r"^ {4}make (\w+)", README, re.M))
    assert named >= {"serve", "test"}
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert named <= set(re.findall(r"^(\w+):", makefile, re.M))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_to_a_file(page: Path) -> None:
    targets = [link.partition("#")[0] for link in _LINK.findall(page.read_text(encoding="utf-8"))]
    missing = [t for t in targets if t and "://" not in t and not (page.parent / t).exists()]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_section_finds_its_heading(page: Path) -> None:
    lost = []
    for link in _LINK.findall(_CODE.sub("", _in_sight(page))):
        target, mark, section = link.partition("#")
        file = page.parent / target if target else page
        if mark and "://" not in target and file.suffix == ".md" and section not in anchors(file):
            lost.append(link)
    assert lost == []


def anchors(page: Path) -> set[str]:
    """The names by which a page's headings are linked, as GitHub makes them."""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in _HEADING.findall(_in_sight(page))}


def _in_sight(page: Path) -> str:
    """A page without what it shows as code."""
    return _FENCE.sub("", page.read_text(encoding="utf-8"))


def test_every_page_and_section_that_the_code_cites_is_there() -> None:
    cited = 0
    for file in (ROOT / "assistant").rglob("*.py"):
        text = re.sub(r"\n *#? *", " ", file.read_text(encoding="utf-8"))
        for name, section in _CITED.findall(text):
            assert (ROOT / "docs" / name).exists(), (file, name)
            headings = _HEADING.findall(_in_sight(ROOT / "docs" / name))
            assert not section or any(section in heading for heading in headings), (file, name, section)
            cited += bool(section)
    assert cited > 20


def test_every_module_that_the_architecture_and_its_reasons_name_exists() -> None:
    text = "".join((ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8") for name in ("ARCHITECTURE", "DECISIONS"))
    named = set(re.findall(r"`([\w/]+\.py)`", text))
    assert len(named) > 30
    paths = [path.as_posix() for folder in ("assistant", "tests") for path in (ROOT / folder).rglob("*.py")]
    assert {name for name in named if not any(path.endswith(f"/{name}") for path in paths)} == set()


def test_images_are_light_and_described() -> None:
    images = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", README)
    assert images
    for description, path in images:
        assert len(description) > 20, path
        assert (ROOT / path).stat().st_size <= LARGEST_IMAGE_BYTES, path


@pytest.mark.parametrize("words", python_commands(), ids=" ".join)
def test_every_option_that_is_shown_is_known_to_its_program(
    words: Sequence[str], capsys: pytest.CaptureFixture[str]
) -> None:
    program, leading = _program(words)
    with pytest.raises(SystemExit, match="0"):
        program([*leading, "--help"])
    known = capsys.readouterr().out
    for option in (word for word in words if word.startswith("--")):
        assert option in known.split() or f"[{option}]" in known or f"[{option} " in known, option


def _program(words: Sequence[str]) -> tuple[Callable[[Sequence[str]], int], list[str]]:
    """The `main` that the command calls, and the words that come before its options."""
    match words:
        case ["python", "ingest.py", *_]:
            return ingest_main, []
        case ["python", "server.py", *_]:
            return serve_main, []
        case ["python", "-m", "assistant", command, *_]:
            return assistant_main, [command]
    raise AssertionError(f"no program of ours: {' '.join(words)}")


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty working folder with the studies of the sample corpus, and an Ollama that knows every model."""
    shutil.copytree(ROOT / "corpus" / "studies", tmp_path / "corpus" / "studies")
    shutil.copy(ROOT / "corpus" / "corpus.toml", tmp_path / "corpus")
    monkeypatch.chdir(tmp_path)
    with embedding_service() as address:
        monkeypatch.setenv("OLLAMA_HOST", address)
        yield tmp_path


def test_the_client_that_is_shown_gets_an_answer_with_links(capsys: pytest.CaptureFixture[str]) -> None:
    example, _, _ = blocks("python")
    document = make_document("protokoll.md", "Forum", ["Das nächste Treffen: Das Forum tagt wieder am 6. Mai 2025."])
    with serve(FakeAssistant((document,))) as served:
        asked = example.replace("http://127.0.0.1:8000", served.url).replace(
            "Wann tagt", "Wann ist das Treffen, wann tagt"
        )
        exec(compile(asked, "README.md", "exec"), {})
    said = capsys.readouterr().out
    assert "6. Mai 2025" in said
    assert f"{served.url}/documents/{document.id}?start=" in said


def test_the_retriever_that_is_shown_finds_studies(
    served: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, example, _ = blocks("python")
    monkeypatch.setenv("ASSISTANT_EMBEDDING_MODEL", "ollama:bge-m3")
    assert ingest_main(["corpus"]) == 0
    capsys.readouterr()
    exec(compile(example, "README.md", "exec"), {})
    assert "17 Monate auf die Zusage" in capsys.readouterr().out


def test_the_embeddings_that_are_shown_embed_and_search(served: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, _, example = blocks("python")
    exec(compile(example, "README.md", "exec"), {})
    assert "34 MWp Photovoltaik" in capsys.readouterr().out
    assert (served / "data-bge").is_dir()


def test_the_rules_that_are_shown_are_rules(tmp_path: Path) -> None:
    [shown] = blocks("toml")
    (tmp_path / "corpus.toml").write_text(shown, encoding="utf-8")
    rules = Rules.find(tmp_path)
    assert rules.ignores("entwuerfe/neu.md")
    decided = rules.decide("presse/2025/start.pdf")
    assert (decided.audience, decided.url) == ("public", "https://www.example.org/presse/2025/start.pdf")
    assert rules.decide("protokolle/mai.md").audience == "internal"
