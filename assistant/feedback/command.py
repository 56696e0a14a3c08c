"""The command `python -m assistant gaps`: what had no answer, as text, JSON or CSV; and what is too old, removed."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.command_line import Commands, add_command, add_data
from assistant.messages import printable, text
from assistant.records import Language
from assistant.settings.settings import Settings

if TYPE_CHECKING:
    from assistant.feedback.gaps import Gap


def add_gaps(commands: Commands, language: Language) -> None:
    command = add_command(commands, "gaps", text("gaps_description", language), run, needs_data=True)
    add_data(command, language)
    command.add_argument("--purge", action="store_true", help=text("gaps_purge", language))
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=text("gaps_json", language))
    form.add_argument("--csv", action="store_true", help=text("gaps_csv", language))


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Prints the gaps; with --purge only how many questions were removed. A folder without feedback stays so."""
    from assistant.feedback.box import FeedbackBox, refuse_unset
    from assistant.feedback.gap_export import gap_json, gaps_csv
    from assistant.feedback.gaps import gaps
    from assistant.feedback.store import FeedbackStore

    settings = settings.with_data(arguments.data)
    box = FeedbackBox(settings.folder, settings.keep_questions_days)
    try:
        if arguments.purge:
            refuse_unset(settings)
            removed = box.purge()
            shown = json.dumps({"removed": removed})
            print(shown if arguments.json else text("gaps_purged", settings.language, count=removed))
            return 0
        found = gaps(box.store.kept(box.kept_since)) if FeedbackStore.is_there(settings.folder) else []
    finally:
        box.close()
    if arguments.json:
        print(json.dumps({"gaps": [gap_json(gap) for gap in found]}, ensure_ascii=False))
    elif arguments.csv:
        print(gaps_csv(found), end="")
    else:
        print("\n".join(_shown(found, settings)))
    return 0


def _shown(found: Sequence[Gap], settings: Settings) -> Iterator[str]:
    language = settings.language
    if not settings.keep_questions_days:
        yield text("gaps_off_here", language)
    elif not found:
        yield text("gaps_none", language)
    for gap in found:
        reasons = ", ".join(f"{text(f'gap_reason_{reason}', language)} {n}×" for reason, n in gap.reasons.items())
        yield f"{gap.count:>4} × {printable(gap.question)}"
        yield f"       {gap.first.isoformat()} – {gap.last.isoformat()} · {reasons}"
