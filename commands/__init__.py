"""The command line: one small file a command."""

from __future__ import annotations

import click

from commands.archive import archive_command
from commands.check import check_command
from commands.diff import diff_command
from commands.explain import explain_command
from commands.export import export_command
from commands.inspect import inspect_command
from commands.retry import retry_command
from commands.review import review_command
from commands.run import run_command
from commands.schema import schema_command
from commands.search import search_command
from commands.status import status_command
from commands.value import value_command
from commands.verify import verify_command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jixiao", prog_name="jixiao")
def cli() -> None:
    """Jixiao (绩效): published performance targets as typed data."""


cli.add_command(run_command)
cli.add_command(status_command)
cli.add_command(retry_command)
cli.add_command(inspect_command)
cli.add_command(explain_command)
cli.add_command(review_command)
cli.add_command(check_command)
cli.add_command(value_command)
cli.add_command(archive_command)
cli.add_command(verify_command)
cli.add_command(export_command)
cli.add_command(schema_command)
cli.add_command(search_command)
cli.add_command(diff_command)
