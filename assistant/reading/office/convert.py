"""DOC, XLS, XLSB, PPT, RTF -> Reading: LibreOffice turns them into today's formats, whose readers take over.

Each conversion has a folder and a profile of its own, so that several can run at once and nothing is left behind. The
profile forbids macros and updates of links and sends every request for the network to a port where nobody listens:
LibreOffice alone fetches pictures that a DOC names by their address (measured with 25.2 and 26.8, which have a switch
against it that does not hold for DOC).
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.errors import ReadingError
from assistant.reading.formats import sniff
from assistant.reading.heartbeat import page_done
from assistant.reading.limits import DEFAULT, Limits
from assistant.reading.office.parts import check_archive
from assistant.reading.reading import Reading

MODERN = {"doc": "docx", "rtf": "docx", "xls": "xlsx", "xlsb": "xlsx", "ppt": "pptx"}
# The only archive among them; a locked one is no archive any more.
PACKED = "xlsb"
# The program takes 630 MB of addresses for itself (25.2); what the file needs comes on top.
PROGRAM_BYTES = 1024**3
# Whoever watches the reader ends it after `page_seconds`; LibreOffice ends before, so that its folder is removed.
SHARE_OF_SECONDS = 0.9
# It ends with this code after it has made its profile, and wants to be started again.
START_AGAIN = 81
MOST_STARTS = 3
DISCARD_PORT = 9
SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", 3),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", 0),
    ("Office.Calc/Content/Update", "Link", 2),
    ("Inet/Settings", "ooInetProxyType", 2),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", DISCARD_PORT),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", DISCARD_PORT),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
# Calc reads what it does not know as CSV, a damaged file as signs without sense, unless it is told what to expect.
XLS_FILTERS = {"Workbook": "MS Excel 97", "Book": "MS Excel 5.0/95"}
KILLED_WITH_PARENT = 1
# Source: [MS-DOC] 2.5.2 (fEncrypted), [MS-XLS] 2.4.117 (FilePass), [MS-PPT] 2.3.2 (headerToken).
DOC_IS_ENCRYPTED = 0x01
XLS_FILE_PASS = b"\x2f\x00"
PPT_IS_ENCRYPTED = b"\xdf\xc4\xd1\xf3"


def read_old_office(data: bytes, name: str, limits: Limits = DEFAULT) -> Reading:
    """What the reader of the modern format finds in the converted file; files in it are not those of the old one.

    Raises:
        ReadingError: LibreOffice is missing, cannot open the file or takes too long; or as the modern reader.
    """
    old = sniff(data, "").content
    program = _program()
    if program is None:
        raise ReadingError("office_missing", path=name, format=old.upper(), modern=MODERN[old].upper())
    if old == PACKED:
        check_archive(data, name, limits)
    page_done()  # the time from here on is LibreOffice's
    converted = _converted(program, data, old, name, limits)
    page_done()
    return replace(_reader(old)(converted, name, limits), attachments=())


def _reader(old: str) -> Callable[[bytes, str, Limits], Reading]:
    match MODERN[old]:
        case "docx":
            from assistant.reading.office.word import read_docx

            return read_docx
        case "xlsx":
            from assistant.reading.office.sheets import read_xlsx

            return read_xlsx
        case _:
            from assistant.reading.office.slides import read_pptx

            return read_pptx


def _program() -> Path | None:
    """The program itself rather than the script that starts it: it is one process, which can be ended."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        return None
    script = Path(found).resolve()
    binary = script.with_name("soffice.bin")
    return binary if binary.exists() else script


def _converted(program: Path, data: bytes, old: str, name: str, limits: Limits) -> bytes:
    with tempfile.TemporaryDirectory(prefix="assistant-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / f"document.{old}"
        source.write_bytes(data)
        target = source.with_suffix(f".{MODERN[old]}")
        try:
            _run(program, source, _options(data, old), limits)
            return target.read_bytes()
        except subprocess.TimeoutExpired as error:
            raise ReadingError("reading_too_slow", path=name, seconds=f"{error.timeout:.0f}") from error
        except FileNotFoundError as error:
            if _is_locked(data, old):
                raise ReadingError("locked_file", path=name) from error
            modern = MODERN[old].upper()
            raise ReadingError("office_failed", path=name, format=old.upper(), modern=modern) from error


def _options(data: bytes, old: str) -> list[str]:
    """What LibreOffice has to be told about the file."""
    if old != "xls":
        return []
    with _opened(data) as file:
        return [f"--infilter={name}" for stream, name in XLS_FILTERS.items() if file.exists(stream)][:1]


def _run(program: Path, source: Path, options: list[str], limits: Limits) -> None:
    """Leaves the converted file beside `source`, or nothing. Raises TimeoutExpired."""
    folder = source.parent
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
    modern = MODERN[source.suffix.removeprefix(".")]
    command = [str(program), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
    for _ in range(MOST_STARTS):
        done = subprocess.run(  # noqa: S603 - no shell; the file's own name is not in it
            [*command, *options, "--convert-to", modern, "--outdir", str(folder), str(source)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=_environment(folder),
            timeout=limits.page_seconds * SHARE_OF_SECONDS,
            preexec_fn=_bounds(limits),
            check=False,
        )
        if done.returncode != START_AGAIN:
            return


def _settings() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
        "</item>"
        for path, name, value in SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>"
    )


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of the user's own but where programs lie; temporary files go with the folder."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT") if name in os.environ}
    place = str(folder)
    return kept | {"HOME": place, "TMPDIR": place, "TEMP": place, "TMP": place, "SAL_USE_VCLPLUGIN": "svp"}


def _bounds(limits: Limits) -> Callable[[], None] | None:
    """What the program does to itself before it starts: an end with its parent, memory and file sizes with a limit."""
    if sys.platform != "linux":
        return None
    import ctypes
    import resource

    system = ctypes.CDLL(None)
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    memory = limits.memory_bytes + PROGRAM_BYTES
    memory = memory if most == resource.RLIM_INFINITY else min(memory, most)

    def bounds() -> None:
        system.prctl(KILLED_WITH_PARENT, 9)
        resource.setrlimit(resource.RLIMIT_AS, (memory, most))
        resource.setrlimit(resource.RLIMIT_FSIZE, (limits.unpacked_bytes, limits.unpacked_bytes))

    return bounds


def _is_locked(data: bytes, old: str) -> bool:
    """Whether the file says that it is encrypted. LibreOffice opens some of those, so it is asked first."""
    if old in ("rtf", PACKED):
        return False
    with _opened(data) as file:
        if old == "doc":
            return bool(int.from_bytes(_stream(file, "WordDocument")[11:12], "little") & DOC_IS_ENCRYPTED)
        if old == "ppt":
            return _stream(file, "Current User")[12:16] == PPT_IS_ENCRYPTED
        book = _stream(file, "Workbook") or _stream(file, "Book")
        second = 4 + int.from_bytes(book[2:4], "little")
        return book[second : second + 2] == XLS_FILE_PASS


def _opened(data: bytes) -> Any:
    import olefile

    return olefile.OleFileIO(io.BytesIO(data))


def _stream(file: Any, name: str) -> bytes:
    """The content of a stream, empty if there is none."""
    return file.openstream(name).read() if file.exists(name) else b""
