"""`settings`: the defaults that hold here, and where each comes from."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

import click

from batch.raw.discover import SETTINGS
from commands.console import out, said, table
from commands.settings_file import KEYS, gathered
from say import Language, settle

_GIVEN = "given"
_BUILT_IN = "built in"


@click.command("settings")
@click.argument("raw", required=False)
@click.option("--out", "--dataset", "dataset", help="The dataset that is asked about.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def settings_command(raw: str | None, dataset: str | None, as_json: bool) -> None:
    """Print every setting that holds for RAW and its dataset, and where it comes from.

    A file jixiao.toml in the current folder, in RAW or in OUT states defaults; the one nearest to
    the dataset wins. docs/settings.md lists the keys. Exit status: 0 told; 2 a file is wrong.
    """
    told = list(_told(raw, dataset))
    if as_json:
        settings = {key: {"value": value, "origin": origin} for key, value, origin in told}
        click.echo(json.dumps(settings, ensure_ascii=False, indent=2))
        return
    out.print(table(("setting", "set to", "from"), map(_row, told)))
    out.print(said(f"What the keys of {SETTINGS} mean: docs/settings.md"))


def _told(raw: str | None, dataset: str | None) -> Iterator[tuple[str, object, str]]:
    stated = gathered(raw, dataset)
    if "lang" in stated:
        settle(Language(stated["lang"].value))
    given = {"raw": raw, "out": dataset}
    for name, key in KEYS.items():
        variable = key.variable and os.environ.get(key.variable)
        if given.get(name):
            yield name, given[name], _GIVEN
        elif variable:
            yield name, variable, str(key.variable)
        elif name in stated:
            yield name, stated[name].value, str(stated[name].file)
        else:
            yield name, key.default, _BUILT_IN


def _row(told: tuple[str, object, str]) -> tuple[object, ...]:
    name, value, origin = told
    shown = ", ".join(map(str, value)) if isinstance(value, list) else value
    whose = said(origin) if origin in (_GIVEN, _BUILT_IN) else origin
    return name, "" if shown is None else shown, whose
