"""`panel OUT`: departments, projects and targets over years, and through one year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from commands.console import err, out, said, table
from commands.exit_codes import FAILED
from commands.options import dataset_either
from commands.settings_file import Settled
from normalize.records import table_of
from publish.errors import PublishError

_ORDER = ("kept", "raised", "lowered", "earlier", "later", "reworded", "new", "dropped")


@click.command("panel", cls=Settled)
@dataset_either
def panel_command(dataset: Path) -> None:
    """Follow departments, projects and targets of DATASET over its years.

    Writes the tables panel and bridge beside the others, DATASET/panel and DATASET/bridge; what is
    published stays as it is. docs/years.md says how a match is made and what each change means.
    Exit status: 0 written; 1 failed; 2 wrong usage.
    """
    from insight.bridge import bridge
    from insight.panel import panel
    from publish.derived import write_derived
    from publish.tables.release import open_release

    years: dict[int, Counter[str]] = {}
    demands: dict[int, Counter[str]] = {}
    try:
        release = open_release(dataset)
        made = {
            "panel": (table_of("panel"), _counted(panel(release), years, demands)),
            "bridge": (table_of("bridge"), bridge(release)),
        }
        counts = write_derived(release, made)
    except PublishError as error:
        err.print(said(f"Error: {error}"))
        raise SystemExit(FAILED) from None
    _print(years, demands)
    for name, count in counts.items():
        out.print(said(f"written: {dataset / name}, {count:,} rows"))


def _counted(
    records: Iterable[Any], years: dict[int, Counter[str]], demands: dict[int, Counter[str]]
) -> Iterator[Any]:
    for record in records:
        if record.subject == "target":
            years.setdefault(record.fiscal_year, Counter())[record.change] += 1
            demands.setdefault(record.fiscal_year, Counter())[record.demand] += 1
        yield record


def _print(years: dict[int, Counter[str]], demands: dict[int, Counter[str]]) -> None:
    if not years:
        out.print("No department publishes targets of two years in this dataset.")
        return
    headers = ("year", *_ORDER, "stricter", "looser")
    rows = (
        (
            year,
            *(counts[name] or "" for name in _ORDER),
            demands[year]["stricter"] or "",
            demands[year]["looser"] or "",
        )
        for year, counts in sorted(years.items())
    )
    out.print("Targets of each year against the year that their department published before:")
    out.print(table(headers, rows))
