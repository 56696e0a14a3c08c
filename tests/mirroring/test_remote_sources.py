"""Sources on servers: a real WebDAV server, and a small S3 that checks signatures."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from s3_server import KEY, SECRET, s3

from assistant.errors import StorageError
from assistant.mirroring.mirror import Fetched, Mirror
from assistant.settings.sources import Source

TEXT = "Die Werkhalle in Musterstadt bekommt eine neue Lüftung.".encode()


@contextlib.contextmanager
def webdav(folder: Path) -> Iterator[str]:
    """The address of a server over `folder` for the user "leserin", password "wort", that ends with the block."""
    from cheroot import wsgi
    from wsgidav.wsgidav_app import WsgiDAVApp

    app = WsgiDAVApp(
        {
            "provider_mapping": {"/": str(folder)},
            "simple_dc": {"user_mapping": {"*": {"leserin": {"password": "wort"}}}},
            "verbose": 0,
            "logging": {"enable": False},
        }
    )
    server = wsgi.Server(("127.0.0.1", 0), app, numthreads=4)
    server.prepare()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.bind_addr[1]}"
    finally:
        server.stop()
        thread.join()


def mirrored(tmp_path: Path, url: str, **options: str) -> Mirror:
    source = Source.model_validate({"url": url, "options": options})
    return Mirror("ablage", source, tmp_path / "sources", 50_000_000)


def files(mirror: Mirror) -> dict[str, bytes]:
    found = (path for path in mirror.root.rglob("*") if path.is_file())
    return {path.relative_to(mirror.root).as_posix(): path.read_bytes() for path in found}


def test_a_folder_of_a_webdav_server_is_mirrored(tmp_path: Path) -> None:
    there = tmp_path / "there"
    (there / "Ablage" / "Protokolle März").mkdir(parents=True)
    (there / "Ablage" / "Protokolle März" / "1 & 2.txt").write_bytes(TEXT)
    (there / "Ablage" / "groß.txt").write_bytes(TEXT * 100_000)
    (there / "anderes.txt").write_bytes(TEXT)
    with webdav(there) as url:
        mirror = mirrored(tmp_path, f"{url}/Ablage", user="leserin", password="wort")
        assert mirror.fetch() == Fetched(2, 0, 0, 0)
        assert files(mirror) == {"Protokolle März/1 & 2.txt": TEXT, "groß.txt": TEXT * 100_000}
        assert mirror.fetch() == Fetched(0, 0, 2, 0)
        (there / "Ablage" / "groß.txt").unlink()
        (there / "Ablage" / "neu.txt").write_bytes(TEXT + b"!")
        assert mirror.fetch() == Fetched(1, 1, 1, 0)
        with pytest.raises(StorageError) as caught:
            mirrored(tmp_path, f"{url}/Ablage", user="leserin", password="falsches-wort").fetch()
        assert "falsches-wort" not in str(caught.value)
    with pytest.raises(StorageError):
        mirror.fetch()
    assert set(files(mirror)) == {"Protokolle März/1 & 2.txt", "neu.txt"}


class _Redirecting(BaseHTTPRequestHandler):
    target = ""

    def do_PROPFIND(self) -> None:
        self.send_response(302)
        self.send_header("Location", self.target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_OPTIONS = do_PROPFIND  # noqa: N815

    def log_message(self, *_: object) -> None:
        pass


def test_a_server_cannot_send_us_to_another_one(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    (there / "a.txt").write_bytes(TEXT)
    with webdav(there) as inner:
        handler: Any = type("Redirecting", (_Redirecting,), {"target": f"{inner}/"})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            url = f"http://127.0.0.1:{server.server_address[1]}"
            with pytest.raises(StorageError) as caught:
                mirrored(tmp_path, url, user="leserin", password="wort").fetch()
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
    assert "another one" in str(caught.value)
    assert files(mirrored(tmp_path, "file:///x")) == {}


def test_a_folder_of_a_bucket_is_mirrored(tmp_path: Path) -> None:
    objects = {
        "ablage/a.txt": TEXT,
        "ablage/Protokolle März/1 & 2.txt": TEXT + b"2",
        "ablage/Protokolle März/3.txt": TEXT + b"3",
        "ablage/b/c/d.txt": TEXT * 50_000,
        "anderes/x.txt": TEXT,
        "ablage-2/y.txt": TEXT,
    }
    inside = {name.removeprefix("ablage/"): data for name, data in objects.items() if name.startswith("ablage/")}
    with s3(objects) as url:
        reached = {"endpoint": url, "key": KEY, "secret": SECRET, "region": "eu-central-1"}
        mirror = mirrored(tmp_path, "s3://eimer/ablage", **reached)
        assert mirror.fetch() == Fetched(4, 0, 0, 0)
        assert files(mirror) == inside
        assert mirror.fetch() == Fetched(0, 0, 4, 0)
        del objects["ablage/a.txt"]
        objects["ablage/b/c/d.txt"] = TEXT * 50_000 + b"!"
        assert mirror.fetch() == Fetched(1, 1, 2, 0)
        with pytest.raises(StorageError):
            mirrored(tmp_path, "s3://eimer/ablage", **{**reached, "secret": "falsches-wort"}).fetch()
