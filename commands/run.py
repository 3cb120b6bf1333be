"""`run RAW --out OUT`: the main job."""

from __future__ import annotations

import json
import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn, TypeVar

import click

from batch.discover import DiscoverError, is_address
from batch.engine import ClusterError
from batch.lock import LockedError
from batch.results import LostError
from batch.supervise import StartError
from batch.task import Limits, Options
from commands.console import err, out, printed, table
from commands.progress import Shown
from extract.text import inert
from normalize.corrections import by_document
from normalize.corrections_file import CorrectionsError, load_corrections
from pipeline import Run, dry_run, run
from publish.errors import PublishError
from publish.run_record import RunRecord, as_dict

FAILED, UNFINISHED, INTERRUPTED = 1, 3, 130
_SHOWN = 20
_MIB = 1024 * 1024
_FAILURES = (DiscoverError, PublishError, LockedError, ClusterError, LostError, StartError)

_Command = TypeVar("_Command", bound=Callable[..., Any])


def place(text: str) -> Path | str:
    """A folder or file on disk, or the address of an object store."""
    return text if is_address(text) else Path(text)


def existing(text: str) -> Path | str:
    """Where the raw files are; wrong usage where that is on disk and not there."""
    raw = place(text)
    if isinstance(raw, Path) and not raw.exists():
        raise click.BadParameter(f"{raw} does not exist.", param_hint="RAW")
    return raw


def reading(command: _Command) -> _Command:
    """The arguments and options of commands that read documents."""
    options = (
        click.argument("raw"),
        click.option(
            "--out",
            "target",
            default="data/out",
            show_default=True,
            help="Folder of the dataset, or the address of one in an object store.",
        ),
        click.option("--jobs", type=click.IntRange(1), help="Documents read at once."),
        click.option("--cluster", metavar="ADDRESS", help="Read on the workers of this Dask one."),
        click.option(
            "--deadline",
            type=click.FloatRange(0, min_open=True),
            default=Limits().seconds,
            show_default=True,
            help="Seconds that a document has, beside 2 for each of its pages.",
        ),
        click.option(
            "--memory",
            type=click.IntRange(256),
            default=Limits().memory // _MIB,
            show_default=True,
            help="MiB of memory that reading a document may take.",
        ),
        click.option(
            "--corrections",
            type=click.Path(path_type=Path, dir_okay=False),
            multiple=True,
            help="Replay this corrections.csv on what is printed; may be given several times.",
        ),
        click.option(
            "--log",
            type=click.Path(path_type=Path, dir_okay=False, writable=True),
            help="Add what happens to this file, as JSON lines.",
        ),
        click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command("run")
@reading
@click.option("--dry-run", "dry", is_flag=True, help="List what would be read, and why.")
def run_command(raw: str, target: str, dry: bool, as_json: bool, **how: Any) -> None:
    """Read RAW, a file or a folder of publications, and write the dataset.

    What was read before and has not changed is not read again; a run that was interrupted goes on.

    Exit status: 0 every document read; 3 finished, some refused or partial; 1 failed; 2 wrong
    usage; 130 interrupted.
    """
    if dry:
        print_plan(raw, target, as_json=as_json, corrections=how["corrections"])
    else:
        do(raw, target, as_json=as_json, **how)


def do(  # noqa: PLR0913 -- one parameter an option
    raw: str,
    target: str,
    *,
    as_json: bool,
    log: Path | None,
    jobs: int | None,
    cluster: str | None,
    deadline: float,
    memory: int,
    corrections: tuple[Path, ...] = (),
    retry: frozenset[str] | None = None,
) -> None:
    """Run, print the summary, and end with the exit status of a run."""
    limits = Limits(seconds=deadline, memory=memory * _MIB)
    options = Options(
        jobs=jobs, cluster=cluster, limits=limits, retry=retry, corrections=_loaded(corrections)
    )
    source = existing(raw)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        shown = Shown(log)
    except OSError as error:
        raise click.BadParameter(f"{log}: {error.strerror}", param_hint="--log") from None
    try:
        with shown:
            done = run(source, place(target), options=options, watch=shown)
    except _FAILURES as error:
        err.print(printed(f"Error: {error}"))
        raise SystemExit(FAILED) from None
    except KeyboardInterrupt:
        _print_interrupted(shown, as_json=as_json)
        raise SystemExit(INTERRUPTED) from None
    if as_json:
        click.echo(json.dumps(as_dict(done.record), ensure_ascii=False, indent=2))
    else:
        _print_summary(done, target)
    if set(done.record.figures.statuses) & {"refused", "partial"}:
        raise SystemExit(UNFINISHED)


def _loaded(files: tuple[Path, ...]) -> dict[str, tuple[str, ...]]:
    """The corrections of files, one after the other; wrong usage where one cannot be read."""
    try:
        return by_document(each for file in files for each in load_corrections(file))
    except CorrectionsError as error:
        raise click.BadParameter(inert(str(error)), param_hint="--corrections") from None


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _print_interrupted(shown: Shown, *, as_json: bool) -> None:
    figures = {"interrupted": True, "read": shown.done, "of": shown.total}
    if as_json:
        click.echo(json.dumps(figures | {"refused": dict(shown.refused)}))
    else:
        refused = sum(shown.refused.values())
        out.print(f"Interrupted: {shown.done} of {shown.total} documents read, {refused} refused.")
    err.print(
        "Run it again and it goes on from there; until then the dataset is that of the run before."
    )


def print_plan(raw: str, target: str, *, as_json: bool, corrections: tuple[Path, ...] = ()) -> None:
    """What a run would do."""
    options = Options(corrections=_loaded(corrections))
    try:
        plan, found = dry_run(existing(raw), place(target), options)
    except DiscoverError as error:
        err.print(printed(f"Error: {error}"))
        raise SystemExit(FAILED) from None
    if as_json:
        told = {
            "to_read": [{"path": p.found.name, "why": p.why} for p in plan.to_read],
            "done": len(plan.done),
            "gone": plan.gone,
            "passed_over": found.passed_over,
        }
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for each in plan.to_read:
        out.print(printed(f"{each.why}: {each.found.name}"))
    for name in plan.gone:
        out.print(printed(f"gone: {name}"))
    for what in found.passed_over:
        out.print(printed(f"not read: {what}"))
    why = Counter(each.why.value for each in plan.to_read)
    out.print(f"{len(plan.to_read)} to read ({listed(why) or 'none'}), {len(plan.done)} done")


def _print_summary(done: Run, target: str) -> None:
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
        out.print(printed(f"  {each['status']} ({each['reason']}): {each['path']}"))
        out.print(printed(f"    {each['message']}"))
    if (more := statuses.get("refused", 0) + statuses.get("partial", 0) - _SHOWN) > 0:
        out.print(f"  … and {more} more: see the documents table")


def _figures(record: RunRecord) -> list[tuple[str, str]]:
    share, figures, changed = record.typed_share, record.figures, record.difference
    typed = "" if share is None else f", {share:.1%} with a number, date or rhythm read"
    return [
        ("documents (文件)", f"{figures.documents}: {listed(figures.statuses)}"),
        ("  read now", f"{record.read}, the others before"),
        ("  since last time", f"{changed.new} new, {changed.changed} changed, {changed.gone} gone"),
        ("forms (绩效目标表)", str(figures.forms)),
        ("indicators (指标)", f"{figures.indicators}{typed}"),
        ("  by kind", listed(figures.kinds)),
        ("  by confidence", listed(figures.confidence)),
        ("  rows not read", f"{figures.rows_failed} of {figures.rows_seen} seen"),
        ("money lines (资金)", str(figures.funding)),
        ("issues (问题)", listed(figures.issues) or "none"),
        ("checks (核对)", listed(figures.checks) or "none"),
        *_corrections(record),
        ("seconds", f"{record.seconds:.1f}"),
    ]


def _corrections(record: RunRecord) -> list[tuple[str, str]]:
    stale = record.figures.issues.get("stale_correction", 0)
    elsewhere = record.corrections_elsewhere
    if not (record.figures.corrected or stale or elsewhere):
        return []
    told = f"{record.figures.corrected} texts corrected, {stale} stale, {elsewhere} of other files"
    return [("corrections (更正)", told)]


def listed(counts: object) -> str:
    """Counts in one line."""
    return ", ".join(f"{name} {count}" for name, count in dict(counts).items())  # type: ignore[call-overload]  # a Mapping
