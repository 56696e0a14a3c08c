"""Addresses of services, as an operator states them or a service names others: the parts of one that may be shown."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection
from urllib.parse import SplitResult, urlsplit

from assistant.errors import WrongValueError

HTTP = ("http", "https")
_THIS_HOST = ("localhost", "127.0.0.1", "::1")
# `urlsplit` drops line breaks and tabs, wherever they stand.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f]")


def parts(value: str, example: str, schemes: Collection[str] = HTTP, *, with_query: bool = False) -> SplitResult:
    """The parts of an address of one of the schemes; it names a host unless it is that of a file.

    Raises:
        ValueError: it is none, or holds what may be a secret, for addresses are shown. The value is not repeated.
    """
    try:
        found = urlsplit(value)
        is_one = found.scheme in schemes and found.port != 0 and bool(found.hostname or found.scheme == "file")
        (found.hostname or "").encode("idna")
    except ValueError:  # of brackets, of a port that is none, or of a name that nobody can look up: "a..b"
        is_one = False
    if not is_one or _UNSEEN.search(value) or " " in found.netloc:
        raise WrongValueError("setting_address", example=example)
    if "@" in found.netloc:
        raise WrongValueError("setting_address_password", example=example)
    if "#" in value or ("?" in value and not with_query):
        raise WrongValueError("setting_address_end", example=example)
    return found


def is_safe_address(value: str) -> bool:
    """Whether it is an address over TLS, or one on this host."""
    try:
        found = parts(value, "", with_query=True)
    except ValueError:
        return False
    return found.scheme == "https" or found.hostname in _THIS_HOST


def is_network(text: str) -> bool:
    """Whether it is an IP address, or a network of them without bits of a host: 10.0.0.0/8, not 10.0.0.1/8."""
    try:
        ipaddress.ip_network(text)
    except ValueError:
        return False
    return True
