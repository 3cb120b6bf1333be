"""`inspect FILE`: what one file holds, form by form, as a person would want to read it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import click
from rich.table import Table

from batch.in_memory import read_unfolded
from batch.raw.discover import Discovery, Found
from commands.console import out, printed, said, table
from commands.exit_codes import UNFINISHED
from commands.names import called, colon, table_called, what_issue_means
from commands.options import RawFile
from extract.model import PARTED, Refused
from look.one_line import read_as
from normalize.document_records import Records
from normalize.records import (
    TABLES,
    BudgetTableRecord,
    FormRecord,
    FundingRecord,
    IndicatorRecord,
    IssueRecord,
)
from pipeline import load_found, read_here
from publish.json_values import plain
from say import told

_MOST = 50
"""So many documents of one file are printed; of more only the names."""


@click.command("inspect")
@click.argument("files", nargs=-1, required=True, type=RawFile())
@click.option("--json", "as_json", is_flag=True, help="Print all records as JSON.")
@click.option("--why", is_flag=True, help="Print the rule that decided, table by table.")
def inspect_command(files: tuple[Found, ...], as_json: bool, why: bool) -> None:
    """Print what each of FILES holds: its forms with money, goal, indicators and doubts.

    A file called - is what comes in on standard input. With --json, several files are a list.

    What lies in an archive, a mail or a PDF is printed after it, as far as 50 documents; each is a
    file as well: batch.zip!/附件2.xlsx.

    With --why, the rules that joined or parted its tables, refused them, or failed their rows.

    Exit status: 0 read; 3 refused or read in part; 2 wrong usage.
    """
    if why:
        _print_why(files)
        return
    told, whole = [], True
    for number, file in enumerate(files):
        read = with_members(file)
        whole &= not any(each.document.status in ("refused", "partial") for each in read)
        if as_json:
            told.append(as_json_of(read))
        else:
            _print_all(read, first=not number)
    if as_json:
        shown = told[0] if len(files) == 1 else told
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    if not whole:
        raise SystemExit(UNFINISHED)


def _print_why(files: tuple[Found, ...]) -> None:
    whole = True
    for file in files:
        if len(files) > 1:
            out.print(printed(file.name), style="bold")
        whole &= print_decisions(file)
    if not whole:
        raise SystemExit(UNFINISHED)


def _print_all(read: list[Records], *, first: bool) -> None:
    for number, records in enumerate(read):
        if number or not first:
            out.print()
        print_document(records)


def with_members(file: Found) -> list[Records]:
    """The records of a file, then those of what lies in it, unless that is very much."""
    records = read_here(file)
    if not 0 < len(records.members) <= _MOST:
        return [records]
    return [each for _, each in read_unfolded(Discovery(files=(file,)), read_here).values()]


def as_json_of(read: list[Records]) -> dict[str, Any]:
    """The first document, the rows of all, and every document where there are several."""
    first, *others = (plain(asdict(records)) for records in read)
    for each in others:
        for name in (every.name for every in TABLES if every.name in first):
            first[name] += each[name]
    if others:
        first["documents"] = [first["document"], *(each["document"] for each in others)]
    result: dict[str, Any] = first
    return result


def print_decisions(file: Found) -> bool:
    """Print the rules that decided what a file's tables are; False where it is refused."""
    from look.why import decisions

    try:
        for line in decisions(load_found(file)):
            out.print(printed(line))
    except Refused as refusal:
        out.print(said(f"refused ({called(refusal.reason)}): {refusal.advice}"))
        return False
    return True


def print_document(records: Records) -> None:
    """Print everything that was read of a file, form by form."""
    document = records.document
    out.print(printed(document.path), style="bold")
    status = [called(each) for each in (document.status, document.reason) if each]
    facts = (document.format, document.encoding, *status)
    out.print(printed(" · ".join(fact for fact in facts if fact)))
    if document.message:
        out.print(said(document.message))
    for member in records.members:
        out.print(printed(f"  {document.path}{PARTED}{member.name}"))
    for form in records.forms:
        _print_form(form, records)
    for budget in records.budget_tables:
        _print_budget(budget, records)
    loose = (issue for issue in records.issues if issue.form_id is None)
    print_issues(issue for issue in loose if issue.message != document.message)


def _print_budget(budget: BudgetTableRecord, records: Records) -> None:
    """Print a budget table: what it is, and its amounts by row and column."""
    pages = _pages(budget.page_first, budget.page_last)
    out.print()
    out.print(
        printed(f"{budget.table_no}. {budget.title or table_called(budget.kind)}"), style="bold"
    )
    unit = budget.unit_text or "no unit"
    told = f"{table_called(budget.kind)}, {called(budget.phase) or 'phase unknown'}, {unit}{pages}"
    cells = f"{budget.lines} amounts of {budget.cells_seen} cells, {budget.cells_failed} failed"
    out.print(said(f"{told} · {cells}"))
    lines = [line for line in records.budget_lines if line.table_id == budget.table_id]
    if lines:
        rows = (
            (
                line.code_text or "",
                line.row_label_text,
                line.measure_text,
                line.amount_text,
                _yuan(line.amount),
            )
            for line in lines
        )
        out.print(table(("code", "row", "column", "printed", "yuan"), rows))


def _pages(first: int | None, last: int | None) -> str:
    """Where it is printed, behind what it is."""
    if first is None:
        return ""
    return f" · page {first}" if first == last else f" · pages {first} to {last}"


def _print_form(form: FormRecord, records: Records) -> None:
    name = form.project_name or form.department_name
    out.print()
    title = form.title or called(form.kind)
    out.print(printed(f"{form.form_no}. {title}{colon()}{name}"), style="bold")
    pages = _pages(form.page_first, form.page_last)
    year = form.fiscal_year or "year unknown"
    out.print(said(f"{called(form.kind)}, layout {form.layout}, {year}{pages}"))
    for label, text in (
        (
            "supervisor",
            " ".join(filter(None, (form.supervisor_code, form.supervisor_name))),
        ),
        ("implementing unit", form.implementing_unit),
        ("goal", form.goal),
        ("mid-term goal", form.goal_long_term),
    ):
        if text:
            out.print(printed(f"{told(label)}{colon()}{text}"))
    money = [line for line in records.funding if line.form_id == form.form_id]
    if money:
        out.print(money_table(money))
    rows = [row for row in records.indicators if row.form_id == form.form_id]
    if rows:
        out.print(
            table(
                ("level 1", "level 2", "indicator", "printed", "read as", "doubt"),
                (_indicator(row) for row in rows),
            )
        )
    print_issues([issue for issue in records.issues if issue.form_id == form.form_id])


def money_table(money: Iterable[FundingRecord]) -> Table:
    """Money lines as printed and in 元."""
    rows = (
        (line.label_text, f"{line.amount_text} {line.unit_text or ''}", _yuan(line.amount))
        for line in money
    )
    return table(("money", "printed", "yuan"), rows)


def _indicator(row: IndicatorRecord) -> tuple[object, ...]:
    doubt = " ".join(map(called, row.flags)) if row.confidence == "low" else ""
    return (row.level1_text, row.level2_text, row.name, row.value_raw, read_as(row, called), doubt)


def _yuan(amount: object) -> str:
    return "" if amount is None else f"{amount:,.2f}"


def print_issues(issues: Iterable[IssueRecord]) -> None:
    """Print what was not read, or read with doubt."""
    for issue in issues:
        out.print(printed(f"  {called(issue.severity)}{colon()}{what_issue_means(issue)}"))
