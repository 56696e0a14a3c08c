"""Real servers for tests: PostgreSQL of Debian, on a socket in a folder of its own, and `chroma run` on a free port."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from free_ports import free_port

from assistant.evaluation.memory import descendants

BINARIES = Path("/usr/lib/postgresql/17/bin")
PATIENCE_SECONDS = 240.0


@dataclass
class Postgres:
    """A running PostgreSQL server that can be killed and started again."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    listens: str = ""

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://assistant@/{database}?host={self.folder}&port={self.port}"

    def start(self) -> None:
        # fsync stays on: what is acknowledged must survive a kill of the server, as it would in production.
        options = {"listen_addresses": self.listens, "max_connections": "60", "shared_buffers": "32MB"}
        settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        words = [str(BINARIES / "postgres"), "-D", self._data, "-k", str(self.folder), "-p", str(self.port), *settings]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(as_user(words), stdout=log, stderr=log, start_new_session=True)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            assert time.monotonic() < deadline, _log(self.folder)
            assert self.process.poll() is None, _log(self.folder)
            time.sleep(0.02)

    def stop(self, mode: str = "fast") -> None:
        """Stops the server; "immediate" is as a crash: nothing is written that was not yet."""
        self._run("pg_ctl", "-D", self._data, "-m", mode, "-w", "stop")
        assert self.process
        self.process.wait(PATIENCE_SECONDS)

    def kill(self) -> None:
        """As `kill -9` of its first process; the others see that and end."""
        assert self.process
        below = list(descendants(self.process.pid))
        self.process.kill()
        self.process.wait()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while any(map(_lives, below)):
            assert time.monotonic() < deadline, _log(self.folder)
            time.sleep(0.02)

    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _answers(self) -> bool:
        words = [str(BINARIES / "pg_isready"), "--quiet", "-h", str(self.folder), "-p", str(self.port)]
        return subprocess.run(words, check=False).returncode == 0

    def _run(self, program: str, *arguments: str) -> None:
        words = [str(BINARIES / program), *arguments]
        done = subprocess.run(as_user(words), capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)
        assert done.returncode == 0, f"{program}: {done.stdout}{done.stderr}{_log(self.folder)}"


def _lives(process: int) -> bool:
    """Whether it runs; one that has ended, and that nobody has asked after, does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def as_user(words: list[str]) -> list[str]:
    """The command as a user that is not root, which PostgreSQL refuses."""
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *words] if os.getuid() == 0 else words


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A new server, which ends and is removed with the block. Its superuser is `assistant`, without a password."""
    # Short: the path of a socket has 107 characters at most.
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if os.getuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        server = Postgres(folder, port=5432)
        server._run(
            "initdb", "-D", server._data, "-U", "assistant", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"
        )
        server.start()
        try:
            yield server
        finally:
            if server.runs():
                server.stop("immediate")


def _log(folder: Path) -> str:
    log = folder / "log"
    return log.read_text(encoding="utf-8", errors="replace")[-2000:] if log.exists() else ""


@dataclass
class Chroma:
    """A running `chroma run` that can be killed and started again on the same port and folder."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        import httpx

        program = shutil.which("chroma", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
        assert program, "chroma is installed with chromadb"
        words = [program, "run", "--path", str(self.folder), "--host", "127.0.0.1", "--port", str(self.port)]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                words, stdout=log, stderr=log, env=os.environ | {"ANONYMIZED_TELEMETRY": "False"}
            )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                if httpx.get(f"{self.url}/api/v2/heartbeat", timeout=5).is_success:
                    return
            except httpx.TransportError:
                assert time.monotonic() < deadline, _log(self.folder)
                assert self.process.poll() is None, _log(self.folder)
                time.sleep(0.05)

    def kill(self) -> None:
        """As `kill -9`."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()


@contextmanager
def chroma(folder: Path) -> Iterator[Chroma]:
    """A new server over `folder`, which ends with the block."""
    folder.mkdir(parents=True, exist_ok=True)
    server = Chroma(folder, free_port())
    try:
        server.start()
        yield server
    finally:
        server.kill()
