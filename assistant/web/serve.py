"""The command `python -m assistant serve`, or `server.py`: arguments, settings, one listening socket, uvicorn; with
several workers in each of them.
"""

from __future__ import annotations

import argparse
import errno
import logging
import os
import socket
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.command_line import Parser, named_path, report_error
from assistant.errors import AssistantError, ServingError, SettingsError, StorageError, UsageError
from assistant.messages import text
from assistant.records import Language
from assistant.settings.loading import Deployment, load_networks, stated_language
from assistant.settings.settings import MAX_WORKERS, Settings
from assistant.storage.errors import refuse_unwritable
from assistant.telemetry import logs

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from assistant.web.protocol import Assistant

log = logging.getLogger("assistant.web")

PROGRAM = "python -m assistant serve"
MAX_PORT = 65_535


def main(argv: Sequence[str] | None = None, make: Callable[[Settings], Assistant] | None = None) -> int:
    """Serves until stopped; gives the exit code. `make` replaces the assistant."""
    language = stated_language()
    try:
        deployment = load_networks()
        language = deployment.common.language
        arguments = _parser(language).parse_args(argv)
        deployment = _told_by(arguments, deployment)
        with _listen(arguments.host, arguments.port) as listening:
            for settings in deployment.networks.values():
                _refuse_unwritable(settings.data)
            announce = partial(_announce, deployment, listening)
            logs.configure(deployment.common)
            if deployment.common.workers > 1:
                return _serve_by_several(deployment, make, listening, announce)
            _serve(deployment, make, listening, announce)
    except AssistantError as error:
        return report_error(error, language)
    return 0


def _parser(language: Language) -> argparse.ArgumentParser:
    parser = Parser(PROGRAM, description=text("serve_description", language))
    parser.add_argument("--data", type=named_path, metavar="DIR", help=text("serve_data", language))
    parser.add_argument("--host", default="127.0.0.1", help=f"{text('serve_host', language)} (%(default)s)")
    parser.add_argument("--port", type=int, default=8000, help=f"{text('serve_port', language)} (%(default)s)")
    parser.add_argument("--workers", type=_workers, metavar="N", help=text("serve_workers", language))
    return parser


def _workers(stated: str) -> int:
    number = int(stated)
    if not 1 <= number <= MAX_WORKERS:
        raise argparse.ArgumentTypeError(f"1 … {MAX_WORKERS}")
    return number


def _told_by(arguments: argparse.Namespace, deployment: Deployment) -> Deployment:
    """Raises UsageError for a folder where each network has its own."""
    if arguments.data is not None and deployment.common.network:
        why = text("serve_data_of_several", deployment.common.language)
        raise UsageError("bad_arguments", why=why, command=PROGRAM)
    stated = {"data": arguments.data, "workers": arguments.workers}
    return deployment.changed({name: value for name, value in stated.items() if value is not None})


def _refuse_unwritable(data: Path) -> None:
    """Raises SettingsError where the data folder cannot be written; a full disk may pass, and answers need none."""
    try:
        refuse_unwritable(data)
    except StorageError as error:
        if error.code != "disk_full":
            raise SettingsError(error.code, **error.values) from error


def _maker() -> Callable[[Settings], Assistant]:
    """Makes assistants whose models are loaded once for all that set the same."""
    from assistant.answering.assistant import Assistant as RealAssistant
    from assistant.answering.models import Models

    return partial(RealAssistant, models=Models())


def _listen(host: str, port: int) -> socket.socket:
    """Raises ServingError when the address is taken or is none of this machine."""
    if not 0 <= port <= MAX_PORT:  # the system would take it modulo 65536
        raise ServingError("port_range", port=port, highest=MAX_PORT)
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:  # the latter for a name with an empty part, or one of over 63 letters
        raise ServingError("address_unusable", host=host, port=port, why=error) from error
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(128)
    except OSError as error:
        listening.close()
        busy = error.errno == errno.EADDRINUSE
        raise ServingError("port_busy" if busy else "address_unusable", host=host, port=port, why=error) from error
    return listening


def _announce(deployment: Deployment, listening: socket.socket) -> None:
    """Says where it is, once nothing that is set can refuse it any more."""
    common = deployment.common
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    print(text("serve_started", common.language, url=f"http://{shown}:{port}"), flush=True)
    for host, key in deployment.hosts.items():
        print(text("serve_network", common.language, key=key, host=host), flush=True)
    for key, settings in deployment.networks.items():
        if settings.staff_token is None and not settings.oidc_issuer:
            log.info(text("serve_no_token", settings.language), extra={"fields": {"network": key} if key else {}})


def _serve_by_several(
    deployment: Deployment,
    make: Callable[[Settings], Assistant] | None,
    listening: socket.socket,
    announce: Callable[[], None],
) -> int:
    """Serves by several processes, which count together for /metrics in files of a folder of their own."""
    if not hasattr(os, "fork"):
        raise ServingError("workers_impossible")
    with tempfile.TemporaryDirectory(prefix="wissens-assistent-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        from prometheus_client import values
        from prometheus_client.multiprocess import mark_process_dead

        # it looked for the folder when it was imported
        values.ValueClass = values.get_value_class()  # type: ignore[no-untyped-call]
        import assistant.web.app  # noqa: F401 - once for all workers
        from assistant.web.workers import Workers

        announce = _by_one(announce)

        def serve() -> int:
            try:
                _serve(deployment, make, listening, announce)
            except AssistantError as error:
                return report_error(error, deployment.common.language)
            return 0

        common = deployment.common
        return Workers(common.workers, serve, common.stop_seconds, mark_process_dead).run()


def _by_one(tell: Callable[[], None]) -> Callable[[], None]:
    """Tells it in the first process that calls it, of this one and all that are forked from it."""
    turn, given = os.pipe()
    os.write(given, b"!")
    os.close(given)
    return lambda: tell() if os.read(turn, 1) else None


def _serve(
    deployment: Deployment,
    make: Callable[[Settings], Assistant] | None,
    listening: socket.socket,
    announce: Callable[[], None],
) -> None:
    import uvicorn

    from assistant.web.app import create_app
    from assistant.web.capacity import Capacity
    from assistant.web.networks import several
    from assistant.web.stopping_server import LAST_WORD_SECONDS, StoppingServer

    make, capacity = make or _maker(), Capacity.of_process()
    apps = {key: create_app(one, make(one), capacity=capacity) for key, one in deployment.networks.items()}
    app: ASGIApp = next(iter(apps.values()))
    if deployment.hosts:
        app = several(apps, deployment.hosts, deployment.common.language)
    services = [one.state.services for one in apps.values()]
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        proxy_headers=False,  # the app has its own, for the proxies of the settings
        server_header=False,
        timeout_graceful_shutdown=LAST_WORD_SECONDS,
    )
    announce()
    StoppingServer(config, services).run(sockets=[listening])
