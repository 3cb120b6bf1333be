"""`retry RAW --out OUT`: read again what was refused."""

from __future__ import annotations

from typing import Any

import click

from commands.options import of_a_run, reading
from commands.run import do
from commands.settings_file import Settled
from extract.model import Reason


@click.command("retry", cls=Settled)
@reading
@click.option(
    "--reason",
    "reasons",
    multiple=True,
    type=click.Choice([each.value for each in Reason]),
    help="Only what was refused for this reason; may be given several times.",
)
def retry_command(
    raw: str, target: str, as_json: bool, reasons: tuple[str, ...], **how: Any
) -> None:
    """Read the refused documents of RAW again, with what is new, and write the dataset.

    A document that took too long or too much may be read with a longer --deadline or more --memory.
    Exit status: that of run.
    """
    of_a_run(target)
    do(raw, target, as_json=as_json, retry=frozenset(reasons), **how)
