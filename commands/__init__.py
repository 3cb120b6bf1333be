"""The command line: one small file a command, loaded when the command is asked for."""

from __future__ import annotations

from importlib import import_module

import click

from commands.missing_package import stand_in

COMMANDS = (
    *("run", "status", "retry", "inspect", "explain", "review", "check", "value"),
    *("archive", "verify", "export", "schema", "search", "diff"),
)
"""The command `name` is `name_command` of the file called so in this folder."""


class _Commands(click.Group):
    """The commands; one that lacks a package costs only itself."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's own
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- click's own
        if cmd_name not in COMMANDS:
            return None
        try:
            module = import_module(f"commands.{cmd_name}")
        except ImportError as error:
            return stand_in(cmd_name, error)
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jixiao", prog_name="jixiao")
def cli() -> None:
    """Jixiao (绩效): published performance targets as typed data."""
