"""`search TEXT`: finds indicators and budget lines in a dataset."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.console import err, out, printed, said, table
from commands.exit_codes import FAILED
from commands.options import dataset_option
from commands.settings_file import Settled
from publish.errors import PublishError

if TYPE_CHECKING:
    from publish.search import Found, FoundLine, Hits

_LONGEST = 60


@click.command("search", cls=Settled)
@click.argument("text")
@dataset_option
@click.option("--year", type=int, help="Only this budget year.")
@click.option("--level2", help="Only this second level: TIMELINESS, 时效 …")
@click.option("--unit", help="Only this unit: 元, 人, 万元/年 …")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="Rows.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def search_command(  # noqa: PLR0913, PLR0917 -- click passes one parameter an option
    text: str,
    dataset: Path,
    year: int | None,
    level2: str | None,
    unit: str | None,
    limit: int,
    as_json: bool,
) -> None:
    """Find indicators and budget lines that hold all words of TEXT.

    Words are looked for in an indicator's name, value, project and department, and in an amount's
    row, code, column, table and department. An empty TEXT finds all.

    Exit status: 0 searched; 1 failed; 2 wrong usage.
    """
    from publish.search import Wanted, search
    from publish.tables.release import open_release

    wanted = Wanted(text=text, year=year, level2=level2, unit=unit)
    try:
        hits = search(open_release(dataset), wanted, most=limit)
    except PublishError as error:
        err.print(said(f"Error: {error}"))
        raise SystemExit(FAILED) from None
    if as_json:
        click.echo(json.dumps(asdict(hits), ensure_ascii=False, indent=2))
    else:
        _print(hits)


def _print(hits: Hits) -> None:
    if hits.found:
        headers = ("year", "project or department", "level 2", "indicator", "value")
        out.print(table((*headers, "where"), (_row(each) for each in hits.found)))
    if hits.budget_lines:
        columns = ("year", "department", "table", "row", "column", "amount")
        out.print(table((*columns, "where"), (_line(each) for each in hits.budget_lines)))
    _say(hits.total, len(hits.found), "found")
    if hits.budget_lines_total:
        _say(hits.budget_lines_total, len(hits.budget_lines), "amount(s) of budget tables found")
    for each in hits.unknown:
        known = f"; the nearest are {', '.join(each.nearest)}" if each.nearest else ""
        err.print(said(f"No row has --{each.filter} {each.asked}{known}."))


def _say(total: int, shown: int, what: str) -> None:
    more = total - shown
    err.print(f"{total} {what}" + (f", {more} not shown: --limit" if more else ""))


def _row(each: Found) -> tuple[object, ...]:
    body = each.project_name or each.department_name
    where = each.path if each.page is None else said(f"{each.path}, page {each.page}")
    value = printed(each.value_raw, _LONGEST)
    return (each.fiscal_year, body, each.level2_text, printed(each.name, _LONGEST), value, where)


def _line(each: FoundLine) -> tuple[object, ...]:
    where = f"{each.path}, {each.place}" if each.place else each.path
    label = " ".join(filter(None, (each.code_text, each.row_label_text)))
    return (
        each.fiscal_year,
        each.department_name,
        printed(f"{each.table_title or each.table_kind}", _LONGEST),
        printed(label, _LONGEST),
        printed(each.measure_text, _LONGEST),
        f"{each.amount_text} {each.unit_text or ''}".strip(),
        where,
    )
