"""`check RAW…`: do the numbers of publications agree, department by department."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click

from batch.in_memory import open_books, read_together
from batch.raw.discover import DiscoverError, discover
from commands.check_report import SEVERITIES, print_report, print_years
from commands.console import err, printed, said
from commands.exit_codes import DISAGREE, FAILED, UNFINISHED
from commands.names import called, colon
from commands.settings_file import Settled
from normalize.document_records import Records
from normalize.records import CheckRecord
from pipeline import read_here
from publish.json_values import plain
from reconcile import UnknownRuleError, YearSummary, reconcile, select, summarise_year
from say import told


@click.command("check", cls=Settled)
@click.argument("raw", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--rules", "only", help="Only these rules, parted by commas.")
@click.option("--skip", help="All but these rules, parted by commas.")
@click.option(
    "--fail-on",
    type=click.Choice(("error", "warning")),
    help="Exit with 4 where a check of this severity or a graver one fails.",
)
@click.option(
    "--all", "everything", is_flag=True, help="List what holds or cannot be compared too."
)
@click.option("--json", "as_json", is_flag=True, help="Print checks and summary as JSON.")
def check_command(  # noqa: PLR0913, PLR0917 -- click passes one parameter an option
    raw: tuple[Path, ...],
    only: str | None,
    skip: str | None,
    fail_on: str | None,
    everything: bool,
    as_json: bool,
) -> None:
    """Compare the sums, targets and names in RAW, files or folders; nothing is changed or written.

    docs/checks.md describes every rule. Exit status: 0 done; 4 checks fail as told by --fail-on;
    3 some documents refused or partial; 1 failed; 2 wrong usage.
    """
    try:
        rules = select(_listed(only), _listed(skip))
    except UnknownRuleError as error:
        raise click.UsageError(str(error)) from None
    documents = _read(raw)
    books = open_books(documents)
    checks = reconcile(books, rules, not_comparable=everything)
    years = summarise_year(books, checks)
    unread = [each for each in documents if each.document.status in ("refused", "partial")]
    if as_json:
        click.echo(json.dumps(_as_json(checks, years), ensure_ascii=False, indent=2))
    else:
        print_report(documents, books, checks, everything=everything)
        print_years(years)
    for each in unread:
        message = told(each.document.message or "")
        status = f"{called(each.document.status)}{colon()}{each.document.path}"
        err.print(printed(f"{status}{colon()}{message}"))
    if fail_on and any(_weighs(check, fail_on) for check in checks):
        raise SystemExit(DISAGREE)
    if unread:
        raise SystemExit(UNFINISHED)


def _listed(text: str | None) -> list[str]:
    return [name.strip() for name in (text or "").split(",") if name.strip()]


def _read(raw: Iterable[Path]) -> list[Records]:
    try:
        found = [discover(path) for path in raw]
    except DiscoverError as error:
        err.print(said(f"Error: {error}"))
        raise SystemExit(FAILED) from None
    return read_together(found, read_here)


def _weighs(check: CheckRecord, fail_on: str) -> bool:
    grave = SEVERITIES.index(check.severity) <= SEVERITIES.index(fail_on)
    return check.verdict == "fails" and grave


def _as_json(checks: tuple[CheckRecord, ...], years: tuple[YearSummary, ...]) -> dict[str, Any]:
    summaries = [asdict(each) | {"closing_share": each.closing_share} for each in years]
    shown = (replace(check, message=told(check.message)) for check in checks)
    return {"checks": [plain(asdict(check)) for check in shown], "years": plain(summaries)}
