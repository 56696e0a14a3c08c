"""The tools over a pipe: `python -m assistant mcp`, for programs that start what they use (stdio)."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.command_line import Commands, add_audience, add_command, add_data, audiences_of
from assistant.errors import UsageError
from assistant.messages import text
from assistant.records import Language
from assistant.settings.settings import Settings
from assistant.web.interfaces.ask_command import assistant_of

if TYPE_CHECKING:
    from assistant.web.protocol import Assistant


def add_mcp(commands: Commands, language: Language) -> None:
    mcp = add_command(commands, "mcp", text("mcp_description", language), run, needs_data=True)
    add_audience(mcp, language)
    add_data(mcp, language)


def run(
    arguments: argparse.Namespace,
    settings: Settings,
    assistant: Callable[[argparse.Namespace, Settings], Assistant] = assistant_of,
) -> int:
    """Answers calls from standard input until it ends.

    Raises:
        UsageError: the protocol's library is not installed.
        AssistantError: there is nothing to answer from.
    """
    try:
        import mcp.server.mcpserver  # noqa: F401
    except ModuleNotFoundError as error:
        if error.name != "mcp":
            raise
        raise UsageError("mcp_missing") from error
    import anyio

    from assistant.web.interfaces.pipe_door import PipeDoor
    from assistant.web.interfaces.tools import server_of

    door = PipeDoor(assistant(arguments, settings), settings, audiences_of(arguments))
    anyio.run(server_of(door).run_stdio_async)
    return 0
