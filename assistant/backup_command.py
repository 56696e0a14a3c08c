"""The commands that write a backup and make a network of one; each file is told with its size."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from assistant.command_line import Commands, add_command, add_data, named_path
from assistant.messages import printable, text
from assistant.messages.quantities import size
from assistant.records import Language
from assistant.settings.settings import Settings

if TYPE_CHECKING:
    from assistant.backup import Tell


def add_backup(commands: Commands, language: Language) -> None:
    words = text("backup_description", language)
    back_up_command = add_command(commands, "backup", words, _back_up, for_all=True, needs_data=True)
    for command in (back_up_command, add_command(commands, "restore", text("restore_description", language), _restore)):
        command.add_argument("file", type=named_path, metavar="FILE", help=text("backup_file", language))
        add_data(command, language)


def _back_up(arguments: argparse.Namespace, settings: Settings) -> int:
    from assistant.backup import back_up

    back_up(settings.with_data(arguments.data).folder, arguments.file, _teller(settings.language))
    print(text("backup_done", settings.language, path=arguments.file))
    return 0


def _restore(arguments: argparse.Namespace, settings: Settings) -> int:
    from assistant.backup import restore

    folder = settings.with_data(arguments.data).folder
    restore(arguments.file, folder, _teller(settings.language))
    print(text("restore_done", settings.language, data=folder.path))
    return 0


def _teller(language: Language) -> Tell:
    """Writes each file with its size as soon as it is done."""

    def told(name: str, number: int) -> None:
        print(f"{size(number, language):>12}  {printable(name)}", file=sys.stderr, flush=True)

    return told
