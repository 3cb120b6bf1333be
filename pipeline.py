"""The way through: discover → load → extract → correct → normalize → reconcile → publish.

A raw file or folder comes in, a dataset of Parquet files goes out. Each station is a room of its
own; this file only says in which order they are passed: `run` for all documents together,
`read_document` for each of them, in a child process that is given it by its name (batch/task.py).
`main` is the command line.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from batch.children.refusal import DEFECT, as_stated, not_replayed, refused
from batch.job import Job, stated
from batch.lock import locked
from batch.plan import Plan
from batch.raw.discover import Discovery, Found, discover
from batch.remembered import remember, with_remembered
from batch.results.identity import PUBLISHES, identity, vocabulary_sha256
from batch.results.ledger import Ledger
from batch.tables.assembler import BASE
from batch.task import Options
from batch.watch import Watch
from extract.model import Reason, Refused, Source
from normalize.corrections.replay import Correction, apply_corrections
from normalize.document_records import Records, normalize_refusal
from publish.errors import PublishError
from publish.run_record import Difference, RunRecord, as_json, record
from publish.tables.swap import Staged, State, difference, is_in_place, read_state
from publish.version import program_version
from store.places import WORK, open_store

_LOG = logging.getLogger("jixiao")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run came to: its figures, and the files of the dataset below OUT."""

    record: RunRecord
    written: tuple[str, ...]


def run(
    raw: Path | str,
    out: Path | str,
    *,
    options: Options = Options(),  # noqa: B008 -- frozen
    executor: Executor | None = None,
    watch: Watch = Watch(),  # noqa: B008 -- hears nothing
) -> Run:
    """Read a raw file or folder and publish its dataset; what was read before is not read again.

    Raises DiscoverError where there is nothing to read, LockedError where another run writes there
    and PublishError where `out` cannot be written; what goes wrong in a document is in its row of
    `documents`. Interrupted, it goes on where it stopped when it is called again.
    """
    started = time.time()
    found = _discovered(raw, out, options)
    try:
        with locked(str(out)):
            store = open_store(out)
            options = with_remembered(store, options)
            remember(store, options)
            job = Job.open(store, options, watch)
            planned = job.plan(found)
            watch.planned(planned, found.passed_over)
            found = job.read_all(found, planned, executor)
            watch.publishing(len(found.files))
            state, changed = publish(job, found, executor)
            done = _record(job, found, state, changed, started)
            store.write("run.json", as_json(done).encode())
            job.forget()
    except OSError as error:
        raise PublishError(
            f"{error.filename2 or error.filename or out} cannot be written "
            f"({error.strerror or error}): look whether it is there, has room and may be written "
            "to, or choose another place with --out."
        ) from error
    return Run(record=done, written=tuple(state.files))


def read_document(raw: Found | Path | str) -> Records:
    """One raw file, from its bytes to its records. A refusal is a record; defects are raised."""
    found = _found(raw)
    try:
        source = load_found(found)
    except Refused as refusal:
        return refused(found, refusal)
    corrections = map(Correction.of_text, found.corrections)
    # the file may have changed since they were chosen
    own = [each for each in corrections if each.sha256 == source.sha256]
    return read_source(source, own, contacts=found.contacts)


def read_source(
    source: Source, corrections: Iterable[Correction] = (), *, contacts: bool = False
) -> Records:
    """What bytes hold: tables and forms as printed, put right by a person, with their meaning."""
    from extract import read_document as extract_document  # noqa: PLC0415 -- whoever reads loads
    from normalize.documents import normalize_document  # noqa: PLC0415 -- and so does the grammar
    from reconcile.closed_sums import with_closed_sums  # noqa: PLC0415 -- as above

    corrections = tuple(corrections)
    try:
        printed = extract_document(source)
        corrected = apply_corrections(printed, corrections)
        records = normalize_document(source, corrected, contacts=contacts)
        return replace(
            records, budget_lines=with_closed_sums(records.budget_tables, records.budget_lines)
        )
    except Refused as refusal:
        return normalize_refusal(source, refusal, not_replayed(corrections))


def _discovered(raw: Path | str, out: Path | str, options: Options) -> Discovery:
    """The files of a raw folder, each with what is asked of its reading."""
    found = discover(raw, leave_out=out)
    if not options.contacts:
        return found
    return replace(found, files=tuple(replace(each, contacts=True) for each in found.files))


def _found(raw: Found | Path | str) -> Found:
    return raw if isinstance(raw, Found) else Found(path=Path(raw), name=Path(raw).name)


def load_found(found: Found) -> Source:
    """The bytes of a raw file, with what is stated of it; Refused where it cannot be opened."""
    from extract import load, load_member  # noqa: PLC0415 -- whoever reads loads

    try:
        if found.inside:
            source = load_member(found.path, found.inside, found.name)
        else:
            source = load(found.path, found.name)
        return as_stated(source, found)
    except OSError as error:
        advice = f"The file cannot be opened ({error.strerror}): check its permissions."
        raise Refused(Reason.DAMAGED, advice) from error


def read_here(raw: Found | Path | str) -> Records:
    """`read_document` without the walls of a child: a defect becomes the document's status."""
    try:
        return read_document(raw)
    except Exception as error:  # noqa: BLE001 -- a defect met in one file must not cost the others theirs
        found = _found(raw)
        _LOG.exception("crashed while reading %r", found.name)
        reason = Reason.RESOURCE_LIMIT if isinstance(error, MemoryError) else Reason.CRASHED
        return refused(found, Refused(reason, DEFECT))


def dry_run(
    raw: Path | str,
    out: Path | str,
    options: Options = Options(),  # noqa: B008 -- frozen
) -> tuple[Plan, Discovery]:
    """What a run would read, and why; nothing is written."""
    found = _discovered(raw, out, options)
    store = open_store(out)
    options = with_remembered(store, options)
    return Job.open(store, options, Watch()).plan(found, exact=True), found


def was_run(out: Path | str) -> bool:
    """Has any run begun there?"""
    return any(True for _ in open_store(out).sizes(WORK))


class Standing(StrEnum):
    """How a dataset stands."""

    NONE_YET = "none yet"
    CUT_OFF = "a run ended while it was written: run it again"
    CHANGED = "changed since it was written: run it again"
    BEHIND = "documents were read since it was written: run it again"
    WHOLE = "whole"


def standing(out: Path | str) -> tuple[Standing, int]:
    """Whether a dataset is there and whole, and how many documents it was made from."""
    store = open_store(out)
    state = read_state(store)
    if state is None:
        return Standing.NONE_YET, 0
    if not state.whole:
        return Standing.CUT_OFF, len(state.documents)
    if not is_in_place(store, state):
        return Standing.CHANGED, len(state.documents)
    read = {each.name: (each.key, each.result) for each in Ledger(store).outcomes.values()}
    behind = read and read != state.documents
    return Standing.BEHIND if behind else Standing.WHOLE, len(state.documents)


def publish(
    job: Job, found: Discovery, executor: Executor | None = None
) -> tuple[State, Difference]:
    """Write the tables and swap them in, unless the very same are there already."""
    before = read_state(job.store)
    program, made_of = identity(PUBLISHES), job.made_of(found.files)
    sound = before is not None and before.identity == program and is_in_place(job.store, before)
    if before is not None and sound and before.documents == made_of:
        return before, Difference()
    staged = Staged(job.store)
    made = job.assemble(
        found.files,
        staged.folder,
        metadata(),
        executor,
        identity=program,
        before=before.files if before is not None and sound else {},
    )
    state = State(
        identity=program,
        documents=job.made_of(found.files),  # some may have been read anew
        stated=stated(found.files),
        files=made.files,
        figures=made.figures,
    )
    staged.swap_in(state, made.names)
    staged.keep(BASE)
    return state, difference(before, state)


def metadata() -> dict[str, str]:
    """What every Parquet file says of its making."""
    return {"pipeline_version": program_version(), "vocabulary_sha256": vocabulary_sha256()}


def _record(
    job: Job, found: Discovery, state: State, changed: Difference, started: float
) -> RunRecord:
    return record(
        state.figures,
        changed,
        metadata(),
        passed_over=found.passed_over,
        read=job.read,
        slowest=[
            {"path": each.name, "seconds": each.seconds, "pages": each.pages}
            for each in job.slowest
        ],
        corrections_elsewhere=job.corrections_elsewhere,
        corrections_remembered=job.options.remembered,
        started=started,
        finished=time.time(),
    )


def main() -> None:
    """The command line."""
    from commands import main as command_line  # noqa: PLC0415 -- commands import this module

    command_line()


if __name__ == "__main__":
    main()
