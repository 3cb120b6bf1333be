"""What a run came to, as a person reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from commands.console import out, printed, said, table
from commands.names import called, colon, listed
from pipeline import Run
from publish.csv_cells import guarded, quoted
from publish.run_record import RunRecord
from say import sentence_of, told

_SHOWN = 20
_NAMED = 3
"""Of documents that are alike so many are named."""
UNREAD = "unread.csv"
_COLUMNS = ("path", "status", "reason", "message")
Unread = Mapping[str, str | None]
"""A document that was not read, or not whole: path, status, reason, message."""


def print_summary(done: Run, target: str) -> None:
    """Print what the dataset holds now, and which documents are not whole in it."""
    record = done.record
    figures = (
        *_figures(record),
        ("written to", f"{target}/<table>/<table>-<year>.parquet, run.json"),
    )
    out.print(table(("", ""), (map(said, each) for each in figures), header=False))
    for name in record.difference.gone_paths[:_SHOWN]:
        out.print(said(f"  gone, with its rows: {name}"))
    for what in record.passed_over[:_SHOWN]:
        out.print(said(f"  not read: {what}"))
    for group in alike(record.figures.not_ok):
        print_group(group)
    statuses = record.figures.statuses
    if more := statuses.get("refused", 0) + statuses.get("partial", 0) - len(record.figures.not_ok):
        out.print(f"  … and {more} more: see the documents table")
    if record.figures.not_ok:
        out.print(said(f"  The list, with what to do: {target}/{UNREAD}"))


def alike(unread: Sequence[Unread]) -> list[list[Unread]]:
    """Documents that were not read, or not whole, by their reason and advice; the most first."""
    groups: dict[tuple[str | None, ...], list[Unread]] = {}
    for each in unread:
        said = sentence_of(each["message"] or "")
        about = said.name if said else each["message"]
        groups.setdefault((each["status"], each["reason"], about), []).append(each)
    return sorted(groups.values(), key=len, reverse=True)


def print_group(group: Sequence[Unread]) -> None:
    """How many, why, what to do, and the first names."""
    first = group[0]
    why = f"{called(first['status'])} ({called(first['reason'])})"
    out.print(said(f"  {why}, {len(group):,}: {told(first['message'] or '')}"))
    for each in group[:_NAMED]:
        out.print(printed(f"    {each['path']}"))
    if (more := len(group) - _NAMED) > 0:
        out.print(f"    … and {more:,} more")


def in_words(unread: Unread) -> dict[str, str | None]:
    """What to do with a document, in the language that is spoken."""
    return {**unread, "message": told(unread["message"] or "") or None}


def list_of_unread(unread: Sequence[Unread]) -> bytes:
    """The list as CSV that a spreadsheet opens: path, status, reason, what to do.

    No text of it becomes a formula.
    """
    lines = [",".join(_COLUMNS)]
    for each in unread:
        texts = (each["path"], each["status"], each["reason"], told(each["message"] or ""))
        lines.append(",".join(quoted(guarded(text or "")) for text in texts))
    return "\r\n".join(("\ufeff" + lines[0], *lines[1:], "")).encode()


def _figures(record: RunRecord) -> list[tuple[str, str]]:
    share, figures, changed = record.typed_share, record.figures, record.difference
    typed = "" if share is None else f", {share:.1%} with a number, date or rhythm read"
    return [
        ("documents", f"{figures.documents}{colon()}{listed(figures.statuses)}"),
        ("  read now", _read_now(record.read, figures.documents)),
        ("  since last time", f"{changed.new} new, {changed.changed} changed, {changed.gone} gone"),
        ("forms", str(figures.forms)),
        ("indicators", f"{figures.indicators}{typed}"),
        ("  by kind", listed(figures.kinds)),
        ("  by confidence", listed(_surest_first(figures.confidence))),
        ("  rows not read", _unread_rows(figures.rows_failed, figures.rows_seen)),
        ("money lines", str(figures.funding)),
        ("budget tables", _budgets(figures.rows)),
        ("issues", listed(figures.issues, "issue") or "none"),
        ("checks", listed(figures.checks) or "none"),
        *_corrections(record),
        ("seconds", f"{record.seconds:.1f}"),
    ]


def _read_now(read: int, documents: int) -> str:
    return f"{read}, the others before" if read < documents else str(read)


def _surest_first(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: counts[name] for name in ("high", "medium", "low") if name in counts}


def _unread_rows(failed: int, seen: int) -> str:
    return f"{failed} of {seen} seen" if failed else f"none of {seen} seen"


def _budgets(rows: Mapping[str, int]) -> str:
    tables, lines = rows.get("budget_tables", 0), rows.get("budget_lines", 0)
    return f"{tables}, {lines} amounts" if tables else "none"


def _corrections(record: RunRecord) -> list[tuple[str, str]]:
    stale = record.figures.issues.get("stale_correction", 0)
    elsewhere = record.corrections_elsewhere
    if not (record.figures.corrected or stale or elsewhere):
        return []
    figures = (
        f"{record.figures.corrected} texts corrected, {stale} stale, {elsewhere} of other files"
    )
    if record.corrections_remembered:
        figures += "; remembered from the run before, dropped by --no-corrections"
    return [("corrections", figures)]
