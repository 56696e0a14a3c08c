"""A source, opened: a file system of fsspec, and the folder in it that holds the files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from assistant.errors import SettingsError
from assistant.settings.sources import Source

# A server that says nothing for so long does not hold a fetch.
TIMEOUT_SECONDS = 60.0


def _nothing() -> None:
    """Closes a file system that needs no closing, as most do."""


class RemoteFolder(NamedTuple):
    """A file system of fsspec, and the root in it. Whoever opens it closes it."""

    fs: Any
    root: str
    close: Callable[[], None] = _nothing


def open_remote(source: Source) -> RemoteFolder:
    """The folder of the source; nothing has been asked of it yet.

    Raises:
        SettingsError: what this kind of source needs is not installed.
    """
    options = {name: value.get_secret_value() for name, value in source.options.items()}
    parts = urlsplit(source.url)
    match parts.scheme:
        case "file":
            from fsspec.implementations.local import LocalFileSystem

            return RemoteFolder(LocalFileSystem(), unquote(parts.path))
        case "memory":
            from fsspec.implementations.memory import MemoryFileSystem

            return RemoteFolder(MemoryFileSystem(), parts.netloc + parts.path)
        case "s3":
            return RemoteFolder(_s3(options), f"{parts.netloc}{unquote(parts.path)}")
        case _:
            return _webdav(source.url, options)


def _s3(options: dict[str, str]) -> Any:
    """S3 through obstore, which has no dependencies; s3fs pins versions that others here cannot share."""
    try:
        from obstore.fsspec import FsspecStore
    except ModuleNotFoundError as error:
        raise _missing(error, "obstore", "s3") from error
    names = {"key": "access_key_id", "secret": "secret_access_key", "token": "session_token"}
    config: dict[str, Any] = {names.get(name, name): value for name, value in options.items()}
    if not {"key", "token"} & options.keys():
        config["skip_signature"] = True
    client: dict[str, Any] = {"timeout": f"{TIMEOUT_SECONDS:.0f}s"}
    if options.get("endpoint", "").startswith("http://"):
        client["allow_http"] = True
    store: Any = FsspecStore
    return store("s3", config=config, client_options=client, skip_instance_cache=True)


def _webdav(url: str, options: dict[str, str]) -> RemoteFolder:
    try:
        from webdav4.client import Client
        from webdav4.fsspec import WebdavFileSystem
        from webdav4.http import Client as Connection
    except ModuleNotFoundError as error:
        raise _missing(error, "webdav4", "webdav") from error
    headers = {"Authorization": f"Bearer {options['token']}"} if "token" in options else {}
    auth = (options["user"], options.get("password", "")) if "user" in options else None
    connection = Connection(
        auth=auth, headers=headers, timeout=TIMEOUT_SECONDS, event_hooks={"response": [_refuse_to_leave]}
    )
    fs = WebdavFileSystem(url, client=Client(url, http_client=connection), skip_instance_cache=True)
    return RemoteFolder(fs, "", connection.close)


def _refuse_to_leave(response: Any) -> None:
    """Raises OSError for a redirection to another server: nobody has named that one, and it would get the password."""
    if not response.has_redirect_location:
        return
    target = response.url.join(response.headers["location"])
    if (target.scheme, target.netloc) != (response.url.scheme, response.url.netloc):
        raise OSError(f"the server sends to another one: {target.host}")


def _missing(error: ModuleNotFoundError, module: str, extra: str) -> ModuleNotFoundError | SettingsError:
    if (error.name or "").split(".")[0] != module:
        return error
    return SettingsError("missing_extra_source", extra=extra)
