"""The commands `python -m assistant retention` and `python -m assistant person`."""

from __future__ import annotations

import argparse
import datetime
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.command_line import Commands, add_command, add_data, named_path
from assistant.errors import StorageError, UsageError
from assistant.messages import text, texts
from assistant.records import Language
from assistant.settings.settings import Settings
from assistant.storage.errors import storage_error
from assistant.storage.folder import OWN_FILE

if TYPE_CHECKING:
    from assistant.web.personal.name_search import NameOccurrences
    from assistant.web.personal.personal_data import Person, Rows

PROGRAM = "python -m assistant person"


def add_retention(commands: Commands, language: Language) -> None:
    command = add_command(
        commands, "retention", text("retention_description", language), retention, for_all=True, needs_data=True
    )
    add_data(command, language)
    command.add_argument("--dry-run", action="store_true", help=text("retention_dry_run", language))
    command.add_argument("--withdrawn", action="store_true", help=text("retention_withdrawn", language))


def retention(arguments: argparse.Namespace, settings: Settings) -> int:
    """Prints what was removed, or would be. Raises UsageError as `refuse_unset` does."""
    from assistant.feedback.box import refuse_unset
    from assistant.web.personal.retention import due, retain

    settings, language = settings.with_data(arguments.data), settings.language
    refuse_unset(settings)
    found = due(settings) if arguments.dry_run else retain(settings, withdrawn=arguments.withdrawn)
    print(text("retention_due" if arguments.dry_run else "retention_done", language, **found._asdict()))
    if arguments.dry_run and found.documents:
        print(text("retention_offer", language))
    return 0


def add_person(commands: Commands, language: Language) -> None:
    command = add_command(commands, "person", text("person_description", language), person, needs_data=True)
    add_data(command, language)
    what = command.add_subparsers(dest="what", required=True, metavar="export|delete|find")
    for name in ("export", "delete"):
        one = what.add_parser(name, help=text(f"person_{name}", language))
        who = one.add_mutually_exclusive_group(required=True)
        who.add_argument("--subject", metavar="NAME", help=text("person_subject", language))
        who.add_argument("--answer", metavar="ID", help=text("person_answer", language))
        who.add_argument("--conversation", metavar="ID", help=text("person_conversation", language))
        if name == "export":
            one.add_argument("file", type=named_path, metavar="FILE", help=text("person_file", language))
    one = what.add_parser("find", help=text("person_find", language))
    one.add_argument("name", metavar="NAME", help=text("person_name", language))
    one.add_argument("--json", action="store_true", help=text("ask_json", language))


def person(arguments: argparse.Namespace, settings: Settings) -> int:
    """Does what is asked; the exit code is 1 where nothing is kept, or nothing found.

    Raises:
        UsageError: the name is none.
        InputError: this server did not give that answer.
        StorageError: a database or the file cannot be read or written; a file is there already.
    """
    from assistant.web.personal.personal_data import kept_of, note, remove

    settings = settings.with_data(arguments.data)
    if arguments.what == "find":
        return _find(arguments, settings)
    who = _who(arguments)
    if arguments.what == "delete":
        removed = remove(settings, who)
        if removed:
            note(settings, "person_deleted", who, removed)
        print(text("person_deleted", settings.language, count=removed))
        return int(not removed)
    found = kept_of(settings, who)
    _write(arguments.file, _export(found, who, settings.language))
    count = sum(map(len, found.values()))
    if count:
        note(settings, "person_exported", who, count)
    print(text("person_exported", settings.language, count=count, path=arguments.file))
    return int(not count)


def _who(arguments: argparse.Namespace) -> Person:
    from assistant.web.personal.personal_data import Person

    if arguments.subject is not None:
        who = Person("subject", arguments.subject)
    elif arguments.answer is not None:
        who = Person("answer", arguments.answer)
    else:
        who = Person("conversation", arguments.conversation)
    if not who.value.strip():
        raise UsageError("bad_arguments", why=f"--{who.kind}", command=PROGRAM)
    return who


def _export(found: Rows, who: Person, language: Language) -> dict[str, Any]:
    """What is kept, with a word on each table and field that occurs."""
    words = texts(language)
    fields = sorted({name for rows in found.values() for row in rows for name in row})
    return {
        "exported": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "asked_for": who.kind,
        "kept": found,
        "tables": {name: words[f"person_table_{name}"] for name in found},
        "fields": {name: words[f"person_field_{name}"] for name in fields},
        "not_kept": words["person_not_kept"],
    }


def _write(path: Path, content: dict[str, Any]) -> None:
    """A new file that only its owner can read."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWN_FILE)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False, indent=2, default=str)
            file.write("\n")
    except FileExistsError as error:
        raise StorageError("export_exists", path=path) from error
    except OSError as error:
        raise storage_error(path.parent, error) from error


def _find(arguments: argparse.Namespace, settings: Settings) -> int:
    from assistant.web.personal.name_search import find

    found = find(settings, arguments.name)
    if arguments.json:
        passages = [one._asdict() for one in found.passages]
        print(json.dumps({**found._asdict(), "passages": passages}, ensure_ascii=False))
    else:
        print("\n".join(_told(found, settings.language)))
    return int(not any(found))


def _told(found: NameOccurrences, language: Language) -> Iterator[str]:
    """Each passage, then what to do about it."""
    for one in found.passages:
        page = "" if one.page is None else text("person_page", language, page=one.page)
        yield f"{one.path}{page} [{one.audience}]: {one.quote}"
        for path in one.other_paths:
            yield f"  = {path}"
    for path in found.withdrawn:
        yield text("person_withdrawn", language, path=path)
    for answer in found.questions:
        yield text("person_question", language, answer=answer)
    documents = len({one.path for one in found.passages})
    numbers = {"passages": len(found.passages), "documents": documents, "questions": len(found.questions)}
    yield text("person_found", language, **numbers)
    if found.passages:
        yield text("person_remedy", language)
    if found.withdrawn:
        yield text("person_withdrawn_remedy", language)
