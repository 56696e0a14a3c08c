"""`python -m assistant keys`: adds, lists and revokes the API keys of a network."""

from __future__ import annotations

import argparse
from contextlib import closing
from datetime import UTC, datetime

from assistant.command_line import Commands, add_command, add_data
from assistant.messages import text
from assistant.records import Language
from assistant.settings.settings import Settings
from assistant.web.shared.audit_log import COMMAND, AuditLog
from assistant.web.shared.keys import SCOPES, ApiKey, ApiKeys
from assistant.web.shared.store import SharedStore
from assistant.web.staff.key_making import NewKey, made, prefix_of, revoke


def add_keys(commands: Commands, language: Language) -> None:
    keys = add_command(commands, "keys", text("keys_description", language), run)
    add_data(keys, language)
    actions = keys.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help=text("keys_add", language))
    add.add_argument("name", metavar="NAME", help=text("keys_name", language))
    add.add_argument("--scope", action="append", required=True, choices=SCOPES, help=text("keys_scope", language))
    add.add_argument("--site", default="", metavar="KEY", help=text("keys_site", language))
    add.add_argument("--limit", type=int, default=60, metavar="N", help=text("keys_limit", language))
    add.add_argument("--days", type=int, default=365, metavar="N", help=text("keys_days", language))
    actions.add_parser("list", help=text("keys_list", language))
    ended = actions.add_parser("revoke", help=text("keys_revoke", language))
    ended.add_argument("prefix", metavar="PREFIX", help=text("keys_prefix", language))


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Prints the new key alone on its line, so that a script can take it; or a line for each key."""
    settings = settings.with_data(arguments.data)
    with closing(SharedStore(settings.folder)) as store:
        keys, written = ApiKeys(store), AuditLog(store, settings.audit_days)
        match arguments.action:
            case "add":
                new = NewKey(arguments.name, arguments.scope, arguments.site, arguments.limit, arguments.days)
                key = made(keys, settings, new)
                told = {"key": prefix_of(key), "scopes": " ".join(new.scopes), "site": new.site}
                written.add(COMMAND, "key_added", told)
                print(key)
            case "revoke":
                revoke(keys, arguments.prefix)
                written.add(COMMAND, "key_revoked", {"key": arguments.prefix})
                print(text("keys_revoked", settings.language, prefix=arguments.prefix))
            case _:
                for one in keys.listed():
                    print(_line(one, settings.language))
    return 0


def _line(key: ApiKey, language: Language) -> str:
    used = datetime.fromtimestamp(key.used * 86_400, UTC).date().isoformat() if key.used else "-"
    state = text(f"keys_state_{key.state}", language)
    return "\t".join((key.prefix, state, ",".join(key.scopes), key.site or "-", str(key.limit), used, key.name))
