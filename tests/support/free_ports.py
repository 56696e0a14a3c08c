"""Ports for servers that are told theirs when they start."""

from __future__ import annotations

import contextlib
import secrets
import socket

# Below those that Linux hands out by itself: nobody who binds to any port, or connects, gets one of these meanwhile.
FIRST, PORTS = 20_000, 12_000


def free_port() -> int:
    while True:
        port = FIRST + secrets.randbelow(PORTS)
        with contextlib.suppress(OSError), socket.socket() as listening:
            listening.bind(("127.0.0.1", port))
            return port
