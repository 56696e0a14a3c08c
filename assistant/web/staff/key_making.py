"""What an API key may be made for; the page and the command make it in the same way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.errors import InputError, NotFoundError
from assistant.settings.settings import Settings
from assistant.web.shared.keys import MARK, SCOPES, ApiKeys

LONGEST_NAME = 100
MOST_DAYS = 3660
MOST_A_MINUTE = 100_000


class NewKey(NamedTuple):
    """A key that somebody wants. `limit`: questions a minute, 0 for none; `days` that it holds, 0 for ever."""

    name: str
    scopes: Sequence[str]
    site: str = ""
    limit: int = 60
    days: int = 365


def made(keys: ApiKeys, settings: Settings, new: NewKey) -> str:
    """The new key, which is shown once.

    Raises:
        InputError: it has no name, no scope, or a number that no key has.
        NotFoundError: there is no such website in the settings.
        StorageError: it cannot be written.
    """
    name = " ".join(new.name.split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise InputError("key_name", length=len(name), limit=LONGEST_NAME)
    if not new.scopes or not set(new.scopes) <= set(SCOPES):
        raise InputError("key_scopes", known=", ".join(SCOPES))
    if new.site and new.site not in settings.sites:
        if not settings.sites:
            raise NotFoundError("key_no_sites", key=new.site)
        raise NotFoundError("key_unknown_site", key=new.site, known=", ".join(settings.sites))
    for field, value, most in (("limit", new.limit, MOST_A_MINUTE), ("days", new.days, MOST_DAYS)):
        if not 0 <= value <= most:
            raise InputError("field_range", field=field, value=value, low=0, high=most)
    scopes = [scope for scope in SCOPES if scope in new.scopes]
    return keys.make(name, scopes, site=new.site, limit=new.limit, days=new.days)


def prefix_of(key: str) -> str:
    """What may be shown of a key."""
    return key[: len(MARK) + 8]


def revoke(keys: ApiKeys, prefix: str) -> None:
    """Raises NotFoundError where no open key begins like that."""
    if not keys.revoke(prefix.strip()):
        raise NotFoundError("key_gone", prefix=prefix[:20])
