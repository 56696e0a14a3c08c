"""`python -m assistant retention`: removes now what is past its time, as the server does by itself."""

from __future__ import annotations

import time
from contextlib import closing
from typing import NamedTuple

from assistant.feedback.box import FeedbackBox
from assistant.feedback.store import FeedbackStore
from assistant.indexing import forgetting
from assistant.settings.settings import Settings
from assistant.web.ingesting.uploads import Uploads
from assistant.web.shared.audit_log import DAY_SECONDS, AuditFilter, AuditLog
from assistant.web.shared.cleaning import Cleaning
from assistant.web.shared.sessions import Sessions
from assistant.web.shared.store import FILE, SharedStore


class Removed(NamedTuple):
    """So many rows of each kind; the documents are those that no answer cites any more."""

    questions: int
    ended: int
    documents: int
    passages: int


def retain(settings: Settings, *, withdrawn: bool) -> Removed:
    """Removes it; what was `withdrawn` from the index only if that is asked for, for there is no rollback after it.

    Raises:
        StorageError: something cannot be read or written, or an ingestion runs while documents are to be removed.
    """
    with closing(FeedbackBox(settings.folder, settings.keep_questions_days)) as box:
        questions = box.purge()
    ended = _clean(settings, is_dry=False)
    if settings.folder.uploads.is_dir():
        Uploads(settings.folder.uploads, max_mb=settings.max_uploads_mb).clear()
    documents = forgetting.forget(settings.folder) if withdrawn else forgetting.Withdrawn(0, 0)
    return Removed(questions, ended, *documents)


def due(settings: Settings) -> Removed:
    """What `retain` would remove, with all that was withdrawn; nothing is changed. Raises StorageError."""
    questions = 0
    if FeedbackStore.is_there(settings.folder):
        with closing(FeedbackBox(settings.folder, settings.keep_questions_days)) as box:
            questions = box.store.kept_before(box.kept_since)
    return Removed(questions, _clean(settings, is_dry=True), *forgetting.withdrawn(settings.folder))


def _clean(settings: Settings, *, is_dry: bool) -> int:
    """Sessions, conversations, the audit log and what else the workers of a server share, as far as it has ended."""
    folder = settings.folder
    if not folder.database_url and not (folder.path / FILE).is_file():
        return 0
    with closing(SharedStore(folder)) as store:
        idle = settings.session_idle_minutes * 60 or None
        cleaning = Cleaning(store, None, Sessions(store, settings.session_hours, idle))
        audit = AuditLog(store, settings.audit_days)
        if is_dry:
            return cleaning.count() + audit.count(AuditFilter(until=time.time() - settings.audit_days * DAY_SECONDS))
        return cleaning.clean() + audit.clean()
