"""`quality OUT`: how the targets of a dataset are written, in figures with their rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click
from rich.text import Text

from commands.console import err, out, said, table
from commands.exit_codes import FAILED
from commands.options import dataset_either
from commands.settings_file import Settled
from insight.quality.rules import QUALITY_RULES, SATISFACTION_BELOW
from normalize.records import QualityRecord, table_of
from publish.errors import PublishError
from say import Language, spoken


@click.command("quality", cls=Settled)
@dataset_either
@click.option(
    "--satisfaction",
    type=click.FloatRange(0, 100),
    default=SATISFACTION_BELOW,
    show_default=True,
    help="List satisfaction targets below this many per cent.",
)
def quality_command(dataset: Path, satisfaction: float) -> None:
    """Describe how the targets of DATASET are written, by rules with their sources.

    Writes the tables quality, figures by year and department, and quality_rows, the printed rows
    behind every figure, beside the others. It describes; no body is graded. docs/quality.md has the
    rules. Exit status: 0 written; 1 failed; 2 wrong usage.
    """
    from insight.quality.measure import Quality
    from publish.derived import write_derived
    from publish.tables.release import open_release

    try:
        release = open_release(dataset)
        found = Quality(release, satisfaction)
        counts = write_derived(release, {"quality_rows": (table_of("quality_rows"), found.rows())})
        whole: list[QualityRecord] = []
        figures = _noting_years(found.figures(), whole)
        counts |= write_derived(release, {"quality": (table_of("quality"), figures)})
    except PublishError as error:
        err.print(said(f"Error: {error}"))
        raise SystemExit(FAILED) from None
    _print(whole)
    for name, count in counts.items():
        out.print(said(f"written: {dataset / name}, {count:,} rows"))


def _noting_years(
    figures: Iterable[QualityRecord], whole: list[QualityRecord]
) -> Iterator[QualityRecord]:
    """The figures, of which those of years whole are kept for the report."""
    for figure in figures:
        if figure.department_name is None:
            whole.append(figure)
        yield figure


def _print(figures: Sequence[QualityRecord]) -> None:
    """The figures of the years, all departments together."""
    whole = {(each.fiscal_year, each.rule): each for each in figures}
    years = sorted({year for year, _ in whole if year is not None})
    if not years:
        out.print("No target form of a known year and department in this dataset.")
        return
    rows = (
        (
            rule.title_zh if spoken() is Language.ZH else rule.title,
            *(_share(whole[year, rule.id.value]) for year in years),
        )
        for rule in QUALITY_RULES
    )
    out.print(table(("of the targets", *map(str, years)), rows))


def _share(figure: QualityRecord) -> Text:
    share = "" if figure.share is None else f" ({figure.share:.0%})"
    return said(f"{figure.counted:,} of {figure.of:,}{share}")
