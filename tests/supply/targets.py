"""Targets of the Makefile, run as an operator runs them, with the Python of the tests."""

from __future__ import annotations

import os
import subprocess
import sys

from locked import ROOT


def make(target: str, *values: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the target; `values` are NAME=VALUE of the Makefile. What is installed for development is taken as it is."""
    command = [
        "make",
        "--no-print-directory",
        "--assume-old=.venv/.installed",
        target,
        f"RUN={sys.executable}",
        *values,
    ]
    # What make and pip were told outside is not for this one.
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "PIP_"))}
    return subprocess.run(
        command, cwd=ROOT, env=bare | environment, capture_output=True, text=True, timeout=240, check=False
    )
