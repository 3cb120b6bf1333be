"""What is not installed with the program, and the command that adds it."""

from __future__ import annotations

import sys


def install(extra: str) -> str:
    """The command that adds an extra to the program that runs, be it a checkout or installed.

    It names the interpreter that runs: another's pip would install elsewhere, or somebody else's
    package of the name. pip takes the extra from what is installed there.
    """
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    return f'{python} -m pip install "jixiao[{extra}]"'
