"""`python -m assistant ask` and `explain`: an answer at the shell, and how it came about."""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from typing import TYPE_CHECKING

from assistant.command_line import Commands, Run, add_audience, add_command, add_data, audiences_of
from assistant.errors import UsageError
from assistant.messages import text
from assistant.records import Answer, Language, Question
from assistant.settings.settings import Settings
from assistant.storable import storable

if TYPE_CHECKING:
    from assistant.answering.assistant import Assistant


def add_ask(commands: Commands, language: Language) -> None:
    _add(commands, "ask", text("ask_description", language), _ask, language)


def add_explain(commands: Commands, language: Language) -> None:
    _add(commands, "explain", text("explain_description", language), _explain, language)


def _add(commands: Commands, name: str, description: str, run: Run, language: Language) -> None:
    command = add_command(commands, name, description, run, needs_data=True)
    command.add_argument("question", metavar="QUESTION", help=text("ask_question", language))
    add_audience(command, language)
    add_data(command, language)
    command.add_argument("--json", action="store_true", help=text("ask_json", language))


def _ask(arguments: argparse.Namespace, settings: Settings) -> int:
    """Prints the answer as text while it grows, or as the object of the contract, without a conversation, on a line."""
    from assistant.answering.terminal import Growing
    from assistant.answering.writing.talk import Listener

    question = _question(arguments, settings)
    assistant = _ready_assistant(arguments, settings)
    if arguments.json:
        print(_answer_json(assistant.ask(question), settings.contact))
        return 0
    in_bold = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    growing = Growing(lambda line: print(line, flush=True), in_bold=in_bold)
    growing.finish(assistant.ask(question, Listener(growing.tell)), settings.contact)
    return 0


def _explain(arguments: argparse.Namespace, settings: Settings) -> int:
    """Prints how the answer came about, as text, or as one line of JSON."""
    from assistant.answering import explain

    question = _question(arguments, settings)
    recorder = explain.Recorder()
    answer = _ready_assistant(arguments, settings).ask(question, watch=recorder)
    if not arguments.json:
        print(explain.explained(answer, recorder.steps, settings.contact))
        return 0
    told = {"steps": explain.as_json(recorder.steps), "answer": json.loads(_answer_json(answer, settings.contact))}
    print(json.dumps(told, ensure_ascii=False))
    return 0


def assistant_of(arguments: argparse.Namespace, settings: Settings) -> Assistant:
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
    assistant = assistant_of(arguments, settings)
    if assistant.ready():
        assistant.warm_up()
    return assistant


def _question(arguments: argparse.Namespace, settings: Settings) -> Question:
    words, limit = storable(arguments.question).strip(), settings.max_question_characters
    if not words:
        raise UsageError("question_empty")
    if len(words) > limit:
        raise UsageError("question_too_long", length=len(words), limit=limit)
    return Question(words, audiences_of(arguments))


def _answer_json(answer: Answer, contact: str) -> str:
    from assistant.web.contract import answer_json

    body = answer_json(answer, conversation_id="", contact=contact)
    del body["conversation_id"]
    return json.dumps(body, ensure_ascii=False)
