"""The command line loads a command when it is asked for: what one lacks, the others never miss."""

from __future__ import annotations

import sys

import pytest
from click.testing import CliRunner

from commands import COMMANDS, cli


def forget(monkeypatch: pytest.MonkeyPatch, *modules: str) -> None:
    """As if these were never loaded."""
    for name in list(sys.modules):
        if any(name == each or name.startswith(f"{each}.") for each in modules):
            monkeypatch.delitem(sys.modules, name)


def test_every_command_is_listed_with_its_first_sentence() -> None:
    listed = CliRunner().invoke(cli, ["--help"]).output
    assert all(f"\n  {name}  " in listed for name in COMMANDS)
    assert "Not available" not in listed


def test_a_missing_package_costs_the_commands_that_need_it_and_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    forget(monkeypatch, "commands.export", "publish.export", "commands.status")
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    listed = CliRunner().invoke(cli, ["--help"])
    assert listed.exit_code == 0
    export = CliRunner().invoke(cli, ["export", "--xlsx", "x.xlsx"])
    assert export.exit_code == 1
    assert "`export` needs the package xlsxwriter" in export.output
    assert CliRunner().invoke(cli, ["value", "≥3公里"]).exit_code == 0


def test_a_part_of_ours_that_is_missing_is_a_defect(monkeypatch: pytest.MonkeyPatch) -> None:
    forget(monkeypatch, "commands.export", "publish.export")
    monkeypatch.setitem(sys.modules, "publish.export", None)
    result = CliRunner().invoke(cli, ["export", "--xlsx", "x.xlsx"])
    assert isinstance(result.exception, ImportError)


def test_what_is_no_command_is_wrong_usage() -> None:
    assert CliRunner().invoke(cli, ["console"]).exit_code == 2
