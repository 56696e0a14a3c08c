"""Ingest, serve, ask, list, check, measure, learn: python -m assistant COMMAND; --help names the commands."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence

from assistant import backup_command
from assistant.command_line import Parser, forbidden_file, report_error, stop_output
from assistant.errors import AssistantError, UsageError
from assistant.evaluation import command as evaluation_command
from assistant.evaluation.learning import command as learning_command
from assistant.evaluation.speed import command as bench_command
from assistant.feedback import command as feedback_command
from assistant.indexing import check_command
from assistant.indexing import command as ingest_command
from assistant.messages import text
from assistant.queueing import command as worker_command
from assistant.records import Language
from assistant.settings.loading import Deployment, load, load_networks, stated_language
from assistant.settings.settings import Settings
from assistant.web import migrating, serve
from assistant.web.interfaces import ask_command, mcp_command
from assistant.web.lists import funding_command, outcome_command
from assistant.web.personal import command as personal_command
from assistant.web.staff import keys_command

PROGRAM = "python -m assistant"
INTERRUPTED = 130
READ_ENOUGH = 141  # whoever reads what is printed has left: `| head`
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
        for_all = arguments.for_all and deployment.hosts
        code = _run_for_all(arguments, deployment) if for_all else _run(arguments, load())
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
        UsageError: it needs data, and their folder does not exist.
    """
    if arguments.needs_data and not settings.database_url:
        data = settings.with_data(arguments.data).data
        if not data.is_dir():
            raise UsageError("data_no_folder" if data.exists() else "no_data_folder", data=data.absolute())
    code: int = arguments.run(arguments, settings)
    return code


def _parser(language: Language) -> argparse.ArgumentParser:
    parser = Parser(PROGRAM, description=text("program_description", language))
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in OF_THEIR_OWN:
        commands.add_parser(name, help=text(f"{name}_description", language))
    ask_command.add_ask(commands, language)
    ask_command.add_explain(commands, language)
    check_command.add_check(commands, language)
    backup_command.add_backup(commands, language)
    funding_command.add_funding(commands, language)
    feedback_command.add_gaps(commands, language)
    outcome_command.add_outcomes(commands, language)
    keys_command.add_keys(commands, language)
    mcp_command.add_mcp(commands, language)
    worker_command.add_worker(commands, language)
    migrating.add_migrate(commands, language)
    personal_command.add_person(commands, language)
    personal_command.add_retention(commands, language)
    evaluation_command.add_evaluate(commands)
    bench_command.add_bench(commands)
    learning_command.add_tune(commands)
    learning_command.add_calibrate(commands)
    learning_command.add_train(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
