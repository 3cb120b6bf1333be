"""The command line: one small file a command, loaded when the command is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from commands.missing_package import lacking, stand_in
from commands.speaking import Spoken, SpokenHelp
from commands.streams import prepare
from publish.version import program_version

COMMANDS = {
    "run": "Read publications and write the dataset.",
    "status": "Compare publications with what was read of them.",
    "retry": "Read refused documents again.",
    "inspect": "Print what a file holds, form by form.",
    "explain": "Draw on the pages of a file what was read there.",
    "review": "Build a site to look at a dataset, and to correct it.",
    "check": "Compare sums, targets and names: do they agree?",
    "panel": "Follow departments, projects and targets over the years.",
    "quality": "Describe how targets are written.",
    "value": 'Print how a value such as "≥20万元/村/年" is read.',
    "archive": "Write a bag for the archive.",
    "verify": "Prove a dataset or a bag.",
    "export": "Write the dataset as workbook, CSV, SQLite or DuckDB.",
    "schema": "Print the data dictionary.",
    "search": "Find indicators.",
    "diff": "Compare two datasets.",
    "settings": "Print the defaults that hold here, and where they come from.",
}
"""The command `name` is `name_command` of the file called so in this folder. What it does, in a
line, stands here, since `--help` must not load them all."""


class _Commands(Spoken):
    """The commands; one that lacks a package costs only itself."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's own
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- click's own
        if cmd_name not in COMMANDS:
            return None
        try:
            module = import_module(f"{__name__}.{cmd_name}")
        except ImportError as error:
            return stand_in(cmd_name, error)
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Do what the command does; what it loads only then may be missing too."""
        try:
            return super().invoke(ctx)
        except ImportError as error:
            raise lacking(ctx.invoked_subcommand or "", error) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 -- click's own
        """List the commands without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


click.Context.formatter_class = SpokenHelp


def _version(context: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        click.echo(f"jixiao, version {program_version()}")
        context.exit()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_version,
    help="Show the version and exit.",
)
@click.option(
    "--lang",
    expose_value=False,
    metavar="en|zh",
    help="Language of what is said, before or behind the command; else that of JIXIAO_LANG or of "
    "the locale.",
)
def cli() -> None:
    """Jixiao: published performance targets as typed data."""


def main() -> None:
    """The command line, as the script `jixiao` calls it."""
    prepare()
    cli()
