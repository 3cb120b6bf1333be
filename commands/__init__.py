"""The command line: one small file a command."""

from __future__ import annotations

import click

from commands.check import check_command
from commands.inspect import inspect_command
from commands.retry import retry_command
from commands.run import run_command
from commands.status import status_command
from commands.value import value_command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jixiao", prog_name="jixiao")
def cli() -> None:
    """Jixiao (绩效): published performance targets as typed data."""


cli.add_command(run_command)
cli.add_command(status_command)
cli.add_command(retry_command)
cli.add_command(inspect_command)
cli.add_command(check_command)
cli.add_command(value_command)
