"""The command `python -m assistant check`: what does not fit in a data folder, and its repair."""

from __future__ import annotations

import argparse
import json

from assistant.command_line import Commands, add_command, add_data
from assistant.messages import text
from assistant.records import Language
from assistant.settings.settings import Settings


def add_check(commands: Commands, language: Language) -> None:
    command = add_command(commands, "check", text("check_description", language), run, needs_data=True)
    add_data(command, language)
    command.add_argument("--repair", action="store_true", help=text("check_repair", language))
    command.add_argument("--json", action="store_true", help=text("check_json", language))


def run(arguments: argparse.Namespace, settings: Settings) -> int:
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
