"""A job as people and programs see it: in words, and as JSON."""

from __future__ import annotations

from typing import Any

from assistant.messages import text, worded
from assistant.queueing.jobs import Job, Waiting
from assistant.records import Language


def described(job: Job, language: Language) -> str:
    """What the job does, for people."""
    values = {"key": job.values.get("key", ""), "paths": ", ".join(job.values.get("paths", ()))}
    return text(f"job_{job.kind}", language, **values)


def job_json(one: Waiting, language: Language) -> dict[str, Any]:
    """A job of the queue; `troubles` are those of its last try."""
    return {
        "id": one.id,
        "kind": one.job.kind,
        "what": described(one.job, language),
        "state": one.state,
        "tries": one.tries,
        "added": one.added.isoformat(timespec="seconds"),
        "due": one.due.isoformat(timespec="seconds"),
        "troubles": [
            {"reason": told.message, "remedy": told.remedy or None}
            for told in (worded(trouble, language) for trouble in one.troubles)
        ],
    }
