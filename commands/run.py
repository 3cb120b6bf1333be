"""`run RAW --out OUT`: the main job."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import click
from rich.logging import RichHandler
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from batch.discover import DiscoverError, Found
from commands.console import err, out, printed, table
from extract.text import inert
from pipeline import Run, run
from publish.parquet import PublishError
from publish.run_record import RunRecord, as_dict

FAILED, UNFINISHED, INTERRUPTED = 1, 3, 130
_SHOWN = 20


@click.command("run")
@click.argument("raw", type=click.Path(path_type=Path))
@click.option(
    "--out",
    "target",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("data/out"),
    show_default=True,
    help="Folder of the dataset.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@click.option("-v", "--verbose", is_flag=True, help="Say more on stderr.")
def run_command(raw: Path, target: Path, as_json: bool, verbose: bool) -> None:
    """Read RAW, a file or a folder of publications, and write the dataset.

    Exit status: 0 every document read; 3 finished, some refused or partial; 1 failed; 2 wrong
    usage; 130 interrupted.
    """
    logging.basicConfig(
        level=logging.DEBUG if verbose else logging.ERROR,
        format="%(message)s",
        handlers=[RichHandler(console=err, show_path=False, show_time=False)],
    )
    if not raw.exists():
        raise click.BadParameter(f"{raw} does not exist.", param_hint="RAW")
    try:
        done = _with_progress(raw, target)
    except (DiscoverError, PublishError) as error:
        err.print(printed(f"Error: {error}"))
        raise SystemExit(FAILED) from None
    except KeyboardInterrupt:
        err.print(
            "Interrupted: run it again; until then the dataset may be that of the run before."
        )
        raise SystemExit(INTERRUPTED) from None
    if as_json:
        click.echo(json.dumps(as_dict(done.record), ensure_ascii=False, indent=2))
    else:
        _print_summary(done, target)
    if done.record.not_ok:
        raise SystemExit(UNFINISHED)


def _with_progress(raw: Path, target: Path) -> Run:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, disable=not err.is_terminal, transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def show(done: int, total: int, found: Found) -> None:
            name = inert(found.name, 40).replace("[", "\\[")
            bar.update(task, completed=done, total=total, description=name)

        return run(raw, target, progress=show)


def _print_summary(done: Run, target: Path) -> None:
    record = done.record
    figures = (
        *_figures(record),
        ("written to", f"{target}/<table>/<table>-<year>.parquet, run.json"),
    )
    out.print(table(("", ""), figures, header=False))
    for what in record.passed_over[:_SHOWN]:
        out.print(printed(f"  not read: {what}"))
    for each in record.not_ok[:_SHOWN]:
        out.print(printed(f"  {each['status']} ({each['reason']}): {each['path']}"))
        out.print(printed(f"    {each['message']}"))
    if (more := len(record.not_ok) - _SHOWN) > 0:
        out.print(f"  … and {more} more: see the documents table")


def _figures(record: RunRecord) -> list[tuple[str, str]]:
    share = record.typed_share
    typed = "" if share is None else f", {share:.1%} with a number, date or rhythm read"
    return [
        ("documents (文件)", f"{record.documents}: {_listed(record.statuses)}"),
        ("forms (绩效目标表)", str(record.forms)),
        ("indicators (指标)", f"{record.indicators}{typed}"),
        ("  by kind", _listed(record.kinds)),
        ("  by confidence", _listed(record.confidence)),
        ("  rows not read", f"{record.rows_failed} of {record.rows_seen} seen"),
        ("money lines (资金)", str(record.funding)),
        ("issues (问题)", _listed(record.issues) or "none"),
        ("checks (核对)", _listed(record.checks) or "none"),
        ("seconds", f"{record.seconds:.1f}"),
    ]


def _listed(counts: object) -> str:
    return ", ".join(f"{name} {count}" for name, count in dict(counts).items())  # type: ignore[call-overload]  # a Mapping
