"""`make audit` asks for vulnerabilities, and never passes without an answer."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from targets import make

FLAW = {"id": "PYSEC-2026-1", "summary": "A made flaw.", "details": "It is made.", "modified": "2026-01-01T00:00:00Z"}
ONE = """# Two packages
idna==3.20 --hash=sha256:{0}
certifi==2026.10.18 --hash=sha256:{0}
""".format("a" * 64)


@contextmanager
def vulnerability_service(flawed: str = "", status: int = 200) -> Iterator[str]:
    """The address of a service that speaks as osv.dev does, and knows a flaw of one package."""

    class Service(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            name = asked["package"]["name"]
            affected = [{"package": {"name": name, "ecosystem": "PyPI"}, "versions": [asked["version"]]}]
            found = {"vulns": [FLAW | {"affected": affected}]} if name == flawed else {}
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(found).encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def audit(folder: Path, service: str) -> tuple[int, str]:
    """How `make audit` of two packages ends, and all that it says."""
    lock = folder / "requirements.lock"
    lock.write_text(ONE)
    values = [f"LOCK={lock}", f"TORCH_LOCK={lock}", f"OSV={service}", f"AUDIT={folder / 'dist' / 'audit.txt'}"]
    done = make("audit", *values, XDG_CACHE_HOME=str(folder / "cache"))
    return done.returncode, done.stdout + done.stderr


def test_it_passes_where_no_flaw_is_known(tmp_path: Path) -> None:
    with vulnerability_service() as service:
        status, said = audit(tmp_path, service)
    assert status == 0, said
    assert "No known vulnerabilities found" in said


def test_a_known_flaw_fails_it_and_is_named(tmp_path: Path) -> None:
    with vulnerability_service(flawed="certifi") as service:
        status, said = audit(tmp_path, service)
    assert status != 0
    assert "PYSEC-2026-1" in said
    assert "raise them in constraints.txt" in said
    assert "NOTHING WAS AUDITED" not in said


def test_a_service_that_is_not_reached_fails_it_and_it_says_that_nothing_was_audited(tmp_path: Path) -> None:
    with vulnerability_service() as gone:
        pass
    status, said = audit(tmp_path, gone)
    assert status != 0
    assert "NOTHING WAS AUDITED" in said


def test_a_service_that_answers_with_an_error_fails_it(tmp_path: Path) -> None:
    with vulnerability_service(status=500) as broken:
        status, said = audit(tmp_path, broken)
    assert status != 0
    assert "NOTHING WAS AUDITED" in said
