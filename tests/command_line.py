"""The command line as a person gives it, in the process of the test."""

from __future__ import annotations

from click.testing import CliRunner, Result

from commands import cli


def jixiao(*args: object) -> Result:
    """What a command prints, and the status it ends with."""
    return CliRunner().invoke(cli, [str(arg) for arg in args])
