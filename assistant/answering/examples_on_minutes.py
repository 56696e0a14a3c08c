"""Questions to begin with for those who may see internal minutes.

They ask for lists, so it is enough to try how they are understood: that takes no search.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from assistant.knowledge.minutes.questions.outcome_question import outcomes_asked_for
from assistant.knowledge.outcomes import OutcomeFilter, StatedOutcome
from assistant.language.dates import written
from assistant.messages import text
from assistant.records import DocumentInfo, Language, Question


def on_minutes(
    standing: Sequence[StatedOutcome], documents: Sequence[DocumentInfo], language: Language, today: datetime.date
) -> list[str]:
    """Questions for the decisions of the newest meeting that made any, and for open tasks, where there are some.

    `standing` are the outcomes that still stand, newest meeting first, `documents` all that the caller may see.
    """
    held = next((one.document.date for one in standing if one.outcome.kind == "decision" and one.document.date), None)
    made = []
    if held:
        asked = text("example_decisions", language, day=written(held, language))
        made.append((asked, OutcomeFilter("decision", date_from=held, date_to=held)))
    if any(one.outcome.kind == "task" for one in standing):
        made.append((text("example_tasks", language), OutcomeFilter("task", still=True)))
    return [asked for asked, wanted in made if outcomes_asked_for(Question(asked), documents, today) == wanted]
