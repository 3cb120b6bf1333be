"""`run RAW --out OUT`: the main job."""

from __future__ import annotations

import json
import signal
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import click

from batch.children.nursery import StartError
from batch.engine import ClusterError
from batch.lock import LockedError
from batch.raw.discover import DiscoverError
from batch.results.file import LostError
from commands.console import err, out, said
from commands.dry_run import print_plan
from commands.exit_codes import FAILED, INTERRUPTED, UNFINISHED
from commands.names import passed
from commands.options import existing, options_of, place, reading
from commands.progress import Shown
from commands.settings_file import Settled
from commands.summary import UNREAD, in_words, list_of_unread, print_summary
from pipeline import Run, Standing, run, standing
from publish.errors import PublishError
from publish.run_record import as_dict
from store.places import open_store

_FAILURES = (DiscoverError, PublishError, LockedError, ClusterError, LostError, StartError)


@click.command("run", cls=Settled)
@reading
@click.option("--dry-run", "dry", is_flag=True, help="List what would be read, and why.")
def run_command(raw: str, target: str, dry: bool, as_json: bool, **how: Any) -> None:
    """Read RAW, a file or a folder of publications, and write the dataset.

    What was read before and has not changed is not read again; a run that was interrupted goes on.

    Exit status: 0 every document read; 3 finished, some refused or partial; 1 failed; 2 wrong
    usage; 130 interrupted.
    """
    if dry:
        print_plan(
            raw,
            target,
            as_json=as_json,
            options=options_of(**{each: how[each] for each in how if each != "log"}),
        )
    else:
        do(raw, target, as_json=as_json, **how)


def do(
    raw: str,
    target: str,
    *,
    as_json: bool,
    log: Path | None,
    retry: frozenset[str] | None = None,
    **how: Any,
) -> None:
    """Run, print the summary, and end with the exit status of a run."""
    options = replace(options_of(**how), retry=retry)
    source = existing(raw)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        shown = Shown(log, quiet=out.quiet)
    except OSError as error:
        raise click.BadParameter(f"{log}: {error.strerror}", param_hint="--log") from None
    try:
        with shown:
            done = run(source, place(target), options=options, watch=shown)
    except _FAILURES as error:
        err.print(said(f"Error: {error}"))
        raise SystemExit(FAILED) from None
    except KeyboardInterrupt:
        _print_interrupted(shown, target, as_json=as_json)
        raise SystemExit(INTERRUPTED) from None
    _keep_list(target, done)
    if as_json and not out.quiet:
        click.echo(json.dumps(_as_json(done), ensure_ascii=False, indent=2))
    elif not as_json:
        print_summary(done, target)
    if set(done.record.figures.statuses) & {"refused", "partial"}:
        raise SystemExit(UNFINISHED)


def _as_json(done: Run) -> dict[str, Any]:
    """The record of a run, what to do said in the language that is spoken."""
    record = as_dict(done.record)
    return record | {
        "not_ok": [in_words(each) for each in record["not_ok"]],
        "passed_over": passed(record["passed_over"]),
    }


def _keep_list(target: str, done: Run) -> None:
    """Write the list of what was not read beside the dataset; none where all was."""
    store, unread = open_store(place(target)), done.record.figures.not_ok
    if unread:
        store.write(UNREAD, list_of_unread(unread))
    elif store.read(UNREAD) is not None:
        store.remove(UNREAD)


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _print_interrupted(shown: Shown, target: str, *, as_json: bool) -> None:
    figures = {"interrupted": True, "read": shown.done, "of": shown.total, "writing": shown.writing}
    if as_json:
        click.echo(json.dumps(figures | {"refused": dict(shown.refused)}))
    else:
        refused = sum(shown.refused.values())
        when = " while the tables were written" if shown.writing else ""
        done = f"{shown.done} of {shown.total} documents read, {refused} refused"
        out.print(f"Interrupted{when}: {done if shown.total else 'nothing was to be read'}.")
    err.print(said(f"What was read is kept in {target}: {_go_on(target)}"))


def _go_on(target: str) -> str:
    """How to go on, and what there is until then."""
    try:
        state, _ = standing(place(target))
    except OSError as error:
        return f"run it again and it goes on from there ({error})."
    again = "run the same command again and it goes on from there."
    if state is Standing.NONE_YET:
        return f"{again} No dataset is written yet."
    if state in (Standing.WHOLE, Standing.BEHIND):
        return f"{again} Until then the dataset is that of the run before."
    return f"{again} The dataset there is not whole until then."
