"""Ingest, serve, ask, list, check, measure, learn: python -m assistant COMMAND; --help names the commands."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from assistant import backup
from assistant.command_line import Commands, Parser, forbidden_file, named_path, report_error, stop_output
from assistant.errors import AssistantError, UsageError
from assistant.evaluation import command
from assistant.evaluation.speed import command as bench_command
from assistant.feedback import command as feedback_command
from assistant.indexing import command as ingest_command
from assistant.messages import text
from assistant.queueing import command as worker_command
from assistant.records import AUDIENCES, Answer, Language, Question
from assistant.settings.loading import Deployment, load, load_networks, stated_language
from assistant.settings.settings import Settings
from assistant.storable import storable
from assistant.web import migrating, serve
from assistant.web.interfaces import mcp_command
from assistant.web.lists import funding_command, outcome_command
from assistant.web.personal import command as personal_command
from assistant.web.staff import keys_command

if TYPE_CHECKING:
    from assistant.answering.assistant import Assistant

PROGRAM = "python -m assistant"
INTERRUPTED = 130
READ_ENOUGH = 141  # whoever reads what is printed has left: `| head`
# What is done for each network of a deployment, unless one is chosen; all else is for one.
FOR_ALL = frozenset({"backup", "migrate", "retention"})
# What these find nothing of may be of weight: that is never said of a folder that is none.
OF_WHAT_IS_THERE = frozenset(
    {"ask", "backup", "check", "explain", "funding", "gaps", "mcp", "outcomes", "person", "retention"}
)
# They read their arguments themselves: `ingest.py` and `server.py` are nothing else.
OF_THEIR_OWN: Mapping[str, Callable[[Sequence[str]], int]] = {"ingest": ingest_command.main, "serve": serve.main}


def main(argv: Sequence[str]) -> int:
    """Runs the command and returns its exit code: 0 answered, abstained or measured, 1 failed, 2 called wrongly."""
    if argv and argv[0] in OF_THEIR_OWN:
        return OF_THEIR_OWN[argv[0]](argv[1:])
    language = stated_language()
    try:
        deployment = load_networks()
        language = deployment.common.language
        arguments = _parser(language).parse_args(argv)
        is_for_all = arguments.command in FOR_ALL and deployment.hosts
        code = _run_for_all(arguments, deployment) if is_for_all else _run(arguments, load())
        sys.stdout.flush()
        return code
    except AssistantError as error:
        return report_error(error, language)
    except PermissionError as error:
        return report_error(forbidden_file(error), language)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        stop_output()
        return READ_ENOUGH


def _run_for_all(arguments: argparse.Namespace, deployment: Deployment) -> int:
    """Runs the command for each network, and returns the highest of their exit codes: one that fails, or has no folder
    yet, keeps none of the others waiting.

    Raises:
        UsageError: a folder is named, where each has its own.
    """
    if arguments.data is not None:
        why = text("serve_data_of_several", deployment.common.language)
        raise UsageError("bad_arguments", why=why, command=PROGRAM)
    codes = []
    for key, settings in deployment.networks.items():
        print(text("of_network", settings.language, key=key), flush=True)
        try:
            codes.append(_run(_for_one(arguments, key), settings))
        except AssistantError as error:
            codes.append(report_error(error, settings.language))
        except PermissionError as error:
            codes.append(report_error(forbidden_file(error), settings.language))
    return max(codes)


def _for_one(arguments: argparse.Namespace, key: str) -> argparse.Namespace:
    """The same for one of several networks: its backup is a file of its own, beside the one that is named."""
    if arguments.command != "backup":
        return arguments
    file = arguments.file.with_name(f"{arguments.file.stem}-{key}{arguments.file.suffix}")
    return argparse.Namespace(**{**vars(arguments), "file": file})


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Runs the command.

    Raises:
        UsageError: it is of what is there, and the folder does not exist.
    """
    if arguments.command in OF_WHAT_IS_THERE and not settings.database_url:
        data = settings.with_data(arguments.data).data
        if not data.is_dir():
            raise UsageError("data_no_folder" if data.exists() else "no_data_folder", data=data.absolute())
    match arguments.command:
        case "ask":
            _ask(arguments, settings)
        case "bench":
            return bench_command.run(arguments, settings)
        case "explain":
            print(_explained(arguments, settings))
        case "backup" | "restore":
            backup.run(arguments, settings)
        case "check":
            return _check(arguments, settings)
        case "funding":
            funding_command.run(arguments, settings)
        case "gaps":
            return feedback_command.run(arguments, settings)
        case "keys":
            keys_command.run(arguments, settings)
        case "mcp":
            mcp_command.run(arguments, settings, lambda: _assistant(arguments, settings))
        case "migrate":
            return migrating.run(arguments, settings)
        case "outcomes":
            outcome_command.run(arguments, settings)
        case "person":
            return personal_command.person(arguments, settings)
        case "retention":
            return personal_command.retention(arguments, settings)
        case "worker":
            return worker_command.run(arguments, settings)
        case _:
            return command.run(arguments, settings)
    return 0


def _parser(language: Language) -> argparse.ArgumentParser:
    parser = Parser(PROGRAM, description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in OF_THEIR_OWN:
        commands.add_parser(name, help=text(f"{name}_description", language))
    _add_ask(commands, "ask", language)
    _add_ask(commands, "explain", language)
    _add_check(commands, language)
    backup.add_backup(commands, language)
    funding_command.add_funding(commands, language)
    feedback_command.add_gaps(commands, language)
    outcome_command.add_outcomes(commands, language)
    keys_command.add_keys(commands, language)
    mcp_command.add_mcp(commands, language)
    worker_command.add_worker(commands, language)
    migrating.add_migrate(commands, language)
    personal_command.add_person(commands, language)
    personal_command.add_retention(commands, language)
    command.add_evaluate(commands)
    bench_command.add_bench(commands)
    command.add_tune(commands)
    command.add_calibrate(commands)
    command.add_train(commands)
    return parser


def _add_ask(commands: Commands, name: str, language: Language) -> None:
    description = text("explain_description" if name == "explain" else "ask_description", language)
    ask = commands.add_parser(name, help=description, description=description)
    ask.add_argument("question", metavar="QUESTION", help=text("ask_question", language))
    ask.add_argument("--audience", action="append", choices=AUDIENCES, help=text("ask_audience", language))
    ask.add_argument("--data", type=named_path, metavar="DIR", help=text("ask_data", language))
    ask.add_argument("--json", action="store_true", help=text("ask_json", language))


def _add_check(commands: Commands, language: Language) -> None:
    description = text("check_description", language)
    check = commands.add_parser("check", help=description, description=description)
    check.add_argument("--data", type=named_path, metavar="DIR", help=text("ask_data", language))
    check.add_argument("--repair", action="store_true", help=text("check_repair", language))
    check.add_argument("--json", action="store_true", help=text("check_json", language))


def _ask(arguments: argparse.Namespace, settings: Settings) -> None:
    """Prints the answer as text while it grows, or as the object of the contract, without a conversation, on a line."""
    from assistant.answering.terminal import Growing
    from assistant.answering.writing.talk import Listener

    question = _question(arguments, settings)
    assistant = _ready_assistant(arguments, settings)
    if arguments.json:
        print(_answer_json(assistant.ask(question), settings.contact))
        return
    in_bold = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    growing = Growing(lambda line: print(line, flush=True), in_bold=in_bold)
    growing.finish(assistant.ask(question, Listener(growing.tell)), settings.contact)


def _explained(arguments: argparse.Namespace, settings: Settings) -> str:
    """How the answer came about, as text, or as one line of JSON."""
    from assistant.answering import explain

    question = _question(arguments, settings)
    recorder = explain.Recorder()
    answer = _ready_assistant(arguments, settings).ask(question, watch=recorder)
    if not arguments.json:
        return explain.explained(answer, recorder.steps, settings.contact)
    steps = explain.as_json(recorder.steps)
    return json.dumps(
        {"steps": steps, "answer": json.loads(_answer_json(answer, settings.contact))}, ensure_ascii=False
    )


def _assistant(arguments: argparse.Namespace, settings: Settings) -> Assistant:
    """The assistant over the data folder that is named; raises UnavailableError where it holds no index."""
    from assistant.answering.assistant import Assistant
    from assistant.answering.models import given_by
    from assistant.indexing.index import no_index, published_generation

    settings = settings.with_data(arguments.data)
    if not published_generation(settings.folder):  # said before a model is unpacked into a mistyped folder
        raise no_index(settings.folder)
    return Assistant(settings, given_by(settings))


def _ready_assistant(arguments: argparse.Namespace, settings: Settings) -> Assistant:
    """The same, with its index: one that this host lacks is waited for, as nothing would go on once we end.

    Why it cannot be opened whoever runs the command is told, not its log.
    """
    logging.getLogger("assistant.retrieving").addHandler(logging.NullHandler())
    assistant = _assistant(arguments, settings)
    if assistant.ready():
        assistant.warm_up()
    return assistant


def _question(arguments: argparse.Namespace, settings: Settings) -> Question:
    words, limit = storable(arguments.question).strip(), settings.max_question_characters
    if not words:
        raise UsageError("question_empty")
    if len(words) > limit:
        raise UsageError("question_too_long", length=len(words), limit=limit)
    return Question(words, frozenset(arguments.audience or ["public"]))


def _answer_json(answer: Answer, contact: str) -> str:
    from assistant.web.contract import answer_json

    body = answer_json(answer, conversation_id="", contact=contact)
    del body["conversation_id"]
    return json.dumps(body, ensure_ascii=False)


def _check(arguments: argparse.Namespace, settings: Settings) -> int:
    """Prints what does not fit; the exit code is 1 if the data folder is damaged, after a repair still."""
    from assistant.indexing.check import check, repair

    settings = settings.with_data(arguments.data)
    findings = (repair if arguments.repair else check)(settings.folder)
    is_damaged = any(finding.is_damage for finding in findings)
    if arguments.json:
        found = [
            {"code": finding.code, "damage": finding.is_damage, "message": finding.explain(settings.language)}
            for finding in findings
        ]
        print(json.dumps({"sound": not is_damaged, "findings": found}, ensure_ascii=False))
    else:
        for finding in findings:
            print(finding.explain(settings.language))
        damaged = "check_left" if arguments.repair else "check_damaged"
        print(text(damaged if is_damaged else "check_sound", settings.language))
    return int(is_damaged)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
