"""Commands load what they use, and no more: a run over unchanged documents is mostly its start."""

from __future__ import annotations

import subprocess
import sys

import pytest

_HEAVY = ("extract.readers", "normalize.documents", "pandas", "pyarrow")


@pytest.mark.parametrize(("command", "may"), [("run", ()), ("status", ()), ("verify", _HEAVY[2:])])
def test_a_command_loads_no_reader_before_it_reads(command: str, may: tuple[str, ...]) -> None:
    code = f"import sys, commands.{command}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(_HEAVY) - set(may) & set(done.stdout.split())
