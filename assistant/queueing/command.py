"""The command `python -m assistant worker`: does what is to be ingested and fetched, or tells what failed for good."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from collections.abc import Sequence

from assistant.command_line import Commands, add_command, add_data, named_path
from assistant.errors import UsageError
from assistant.messages import text, worded
from assistant.queueing.ingest_process import COMMAND
from assistant.queueing.job_views import described, job_json
from assistant.queueing.jobs import Job, Queue
from assistant.queueing.local_queue import LocalQueue
from assistant.queueing.local_worker import LocalWorker
from assistant.queueing.performing import Performer
from assistant.queueing.queues import queue_of
from assistant.queueing.server_queue import ServerQueue
from assistant.queueing.server_worker import ServerWorker
from assistant.records import AUDIENCES, DOCUMENT_TYPES, Language
from assistant.settings.settings import Settings

_LONGEST_ID = 18  # digits, which both queues can look up


def add_worker(commands: Commands, language: Language) -> None:
    worker = add_command(commands, "worker", text("worker_description", language), run)
    add_data(worker, language)
    what = worker.add_mutually_exclusive_group()
    what.add_argument("--failed", action="store_true", help=text("worker_failed", language))
    what.add_argument("--retry", metavar="ID", help=text("worker_retry", language))
    what.add_argument("--dismiss", metavar="ID", help=text("worker_dismiss", language))
    what.add_argument("--source", metavar="KEY", help=text("worker_source", language))
    what.add_argument("--add", nargs="+", type=named_path, metavar="PATH", help=text("worker_add", language))
    worker.add_argument("--audience", choices=AUDIENCES, help=text("ingest_audience", language))
    worker.add_argument("--type", choices=DOCUMENT_TYPES, help=text("ingest_type", language))
    worker.add_argument("--prune", action="store_true", help=text("ingest_prune", language))
    worker.add_argument("--json", action="store_true", help=text("worker_json", language))


def run(arguments: argparse.Namespace, settings: Settings, ingest: Sequence[str] = COMMAND) -> int:
    """Does what the arguments say; the exit code is 1 where `--failed` has something to tell.

    Raises:
        UsageError: a folder is named for a network that has its own: the runs that are started would write there.
    """
    if arguments.data is not None:
        if settings.network:
            why = text("serve_data_of_several", settings.language)
            raise UsageError("bad_arguments", why=why, command="python -m assistant worker")
        settings = settings.with_data(arguments.data)
    queue = queue_of(settings)
    for named, decide, told in (
        (arguments.retry, queue.retry, "worker_retried"),
        (arguments.dismiss, queue.dismiss, "worker_dismissed"),
    ):
        if named is not None:
            chosen = _chosen(queue, named)
            for id in chosen:
                decide(id)
            _say(told, settings, count=len(chosen))
            return 0
    if arguments.source is not None or arguments.add:
        job = _asked_for(arguments, settings)
        queue.add(job)
        _say("worker_added", settings, job=described(job, settings.language))
        return 0
    if arguments.failed:
        return _tell(queue, settings.language, as_json=arguments.json)
    _work(settings, queue, ingest)
    return 0


def _say(key: str, settings: Settings, **values: object) -> None:
    """Tells what was done, to people: stderr, for stdout is that of `--json`."""
    print(text(key, settings.language, **values), file=sys.stderr, flush=True)


def _asked_for(arguments: argparse.Namespace, settings: Settings) -> Job:
    if arguments.source is not None:
        from assistant.mirroring.mirror import Mirror

        return Job("source", {"key": Mirror.of(arguments.source, settings).key})
    options = ["--prune"] if arguments.prune else []
    for name in ("audience", "type"):
        if value := getattr(arguments, name):
            options += [f"--{name}", value]
    return Job("paths", {"paths": [str(path.resolve()) for path in arguments.add], "options": options})


def _chosen(queue: Queue, id: str) -> list[int]:
    """The ids that are meant: `id`, or those of all failed jobs for "all"; 0, which no job has, for anything else."""
    if id == "all":
        return [one.id for one in queue.jobs() if one.state == "failed"]
    return [int(id) if id.isascii() and id.isdigit() and len(id) <= _LONGEST_ID else 0]


def _tell(queue: Queue, language: Language, *, as_json: bool) -> int:
    failed = [one for one in queue.jobs() if one.state == "failed"]
    if as_json:
        print(json.dumps({"failed": [job_json(one, language) for one in failed]}, ensure_ascii=False))
        return int(bool(failed))
    for one in failed:
        reasons = " ".join(
            f"{told.message} {told.remedy}".strip() for told in (worded(each, language) for each in one.troubles)
        )
        print(text("worker_failed_line", language, id=one.id, job=described(one.job, language), reasons=reasons))
    if not failed:
        print(text("worker_none_failed", language))
    return int(bool(failed))


def _work(settings: Settings, queue: LocalQueue | ServerQueue, ingest: Sequence[str]) -> None:
    """Works until SIGTERM or Ctrl+C, upon which the present run is ended as by Ctrl+C, and its job goes back."""
    from assistant.telemetry import logs

    logs.configure(settings)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    performer = Performer(settings, ingest, stopping)
    _say("worker_started", settings)
    if isinstance(queue, LocalQueue):
        LocalWorker(settings, queue, performer, stopping).work()
    else:
        ServerWorker(settings, queue, performer, stopping).work()
