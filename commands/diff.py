"""`diff A B`: what is new, gone and changed between two datasets."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.console import err, out, printed, said, table
from commands.exit_codes import FAILED
from commands.names import called, table_called
from normalize.records import TABLES
from publish.errors import PublishError
from publish.json_values import plain
from say import Language, spoken

if TYPE_CHECKING:
    from publish.diff import Difference

DIFFERENT = 4
_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("diff")
@click.argument("before", type=_FOLDER)
@click.argument("after", type=_FOLDER)
@click.option("--limit", type=click.IntRange(min=0), default=100, show_default=True, help="Lines.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def diff_command(before: Path, after: Path, limit: int, as_json: bool) -> None:
    """Compare two datasets: documents, forms and rows new, gone, changed field by field.

    Exit status: 0 the same; 4 they differ; 1 one cannot be read; 2 wrong usage.
    """
    from publish.diff import diff
    from publish.tables.release import open_release

    try:
        found = diff(open_release(before), open_release(after), naming=_code_called)
    except PublishError as error:
        err.print(said(f"Error: {error}"))
        raise SystemExit(FAILED) from None
    if as_json:
        listed = [plain(asdict(change)) for change in found.changes]
        whole = {"counts": found.counts, "changes": listed}
        click.echo(json.dumps(whole, ensure_ascii=False, indent=2))
    else:
        _print(found, limit)
    if found.changes:
        raise SystemExit(DIFFERENT)


def _code_called(column: str, code: str) -> str:
    """A code by the name that its column gives it, where Chinese is spoken."""
    if column == "budget_tables.kind":
        return table_called(code)
    return called(code, {"rule": "rule", "code": "issue"}.get(column, ""))


def _table(name: str) -> str:
    """A table by its name in the data, in Chinese by its title."""
    if spoken() is Language.EN:
        return name
    return next(table.zh for table in TABLES if table.name == name)


def _print(found: Difference, limit: int) -> None:
    from publish.diff import Kind, told

    if not found.changes:
        out.print("The same documents, forms and rows.")
        return
    rows = ((_table(name), *counts.values()) for name, counts in found.counts.items())
    out.print(table(("table", *map(called, Kind)), rows))
    for change in found.changes[:limit]:
        out.print(printed(told(change, kind=called(change.kind), table=_table(change.table))))
    if (more := len(found.changes) - limit) > 0:
        err.print(f"… and {more} more: --limit, or --json for all")
