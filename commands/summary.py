"""What a run came to, as a person reads it."""

from __future__ import annotations

from collections.abc import Mapping

from commands.console import out, printed, table
from commands.names import called, listed
from pipeline import Run
from publish.run_record import RunRecord

_SHOWN = 20


def print_summary(done: Run, target: str) -> None:
    """Print what the dataset holds now, and which documents are not whole in it."""
    record = done.record
    figures = (
        *_figures(record),
        ("written to", f"{target}/<table>/<table>-<year>.parquet, run.json"),
    )
    out.print(table(("", ""), figures, header=False))
    for name in record.difference.gone_paths[:_SHOWN]:
        out.print(printed(f"  gone, with its rows: {name}"))
    for what in record.passed_over[:_SHOWN]:
        out.print(printed(f"  not read: {what}"))
    statuses = record.figures.statuses
    for each in record.figures.not_ok[:_SHOWN]:
        out.print(printed(f"  {called(each['status'])} ({called(each['reason'])}): {each['path']}"))
        out.print(printed(f"    {each['message']}"))
    if (more := statuses.get("refused", 0) + statuses.get("partial", 0) - _SHOWN) > 0:
        out.print(f"  … and {more} more: see the documents table")


def _figures(record: RunRecord) -> list[tuple[str, str]]:
    share, figures, changed = record.typed_share, record.figures, record.difference
    typed = "" if share is None else f", {share:.1%} with a number, date or rhythm read"
    return [
        ("documents", f"{figures.documents}: {listed(figures.statuses)}"),
        ("  read now", f"{record.read}, the others before"),
        ("  since last time", f"{changed.new} new, {changed.changed} changed, {changed.gone} gone"),
        ("forms", str(figures.forms)),
        ("indicators", f"{figures.indicators}{typed}"),
        ("  by kind", listed(figures.kinds)),
        ("  by confidence", listed(figures.confidence)),
        ("  rows not read", f"{figures.rows_failed} of {figures.rows_seen} seen"),
        ("money lines", str(figures.funding)),
        ("budget tables", _budgets(figures.rows)),
        ("issues", listed(figures.issues) or "none"),
        ("checks", listed(figures.checks) or "none"),
        *_corrections(record),
        ("seconds", f"{record.seconds:.1f}"),
    ]


def _budgets(rows: Mapping[str, int]) -> str:
    tables, lines = rows.get("budget_tables", 0), rows.get("budget_lines", 0)
    return f"{tables}, {lines} amounts" if tables else "none"


def _corrections(record: RunRecord) -> list[tuple[str, str]]:
    stale = record.figures.issues.get("stale_correction", 0)
    elsewhere = record.corrections_elsewhere
    if not (record.figures.corrected or stale or elsewhere):
        return []
    told = f"{record.figures.corrected} texts corrected, {stale} stale, {elsewhere} of other files"
    if record.corrections_remembered:
        told += "; remembered from the run before, dropped by --no-corrections"
    return [("corrections", told)]
