"""Is a dataset what the results of reading give? Its tables are made again and compared."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from batch.one_task import result_path
from batch.results.column_types import ResultError
from batch.results.file import LostError, decode_facts, result_hash
from batch.tables.assembler import BASE, Order, assembled
from publish.tables.survey import Problem, sha256
from publish.tables.swap import STATE, State, read_state
from publish.verify.dataset import Verification
from store.places import Store

_AGAIN = "run it again"
_FACTS = (STATE, BASE)
_NO_RESULTS = "the tables against the results of reading: {}"


def prove(store: Store, program: str, metadata: Mapping[str, str]) -> Verification:
    """Prove the tables against the results, where both were made by this very program.

    A dataset that was copied without its results, or that another version made, cannot be proved
    so; that is said in `left_out`. Nothing is raised for what is wrong.
    """
    state = read_state(store)
    if state is None:
        return _left_out("they are not here")
    if state.identity != program:
        return _left_out(f"another version of the program made them: {_AGAIN}")
    problems = tuple(_results(store, state))
    if not problems:
        problems = tuple(_tables(store, state, metadata))
    proved = f"every table, from the results of {len(state.documents):,} documents, made again"
    return Verification(proved=() if problems else (proved,), problems=problems)


def _left_out(why: str) -> Verification:
    return Verification(proved=(), problems=(), left_out=(_NO_RESULTS.format(why),))


def _results(store: Store, state: State) -> Iterator[Problem]:
    """Each result is there, whole, and the one that the tables were made of."""
    if not state.whole:
        yield Problem(place=".", message=f"a run ended while it wrote the tables: {_AGAIN}")
    for name, (key, result) in state.documents.items():
        data = store.read(result_path(key))
        if data is None:
            yield Problem(place=name, message=f"its result is gone: {_AGAIN}")
        elif not _is_whole(data):
            yield _damaged(store, name, key)
        elif result_hash(data) != result:
            message = (
                f"its result is not the one in the tables: {_without(store, result_path(key))}"
            )
            yield Problem(place=name, message=message)


def _is_whole(data: bytes) -> bool:
    """By its checksum; what it holds is read for the tables."""
    try:
        decode_facts(data)
    except ResultError:
        return False
    return True


def _damaged(store: Store, name: str, key: str) -> Problem:
    message = f"its result is damaged: {_without(store, result_path(key))}"
    return Problem(place=name, message=message)


def _without(store: Store, *names: str) -> str:
    """The advice for what a run takes to be in order: it opens no result that it does not need."""
    files = ", ".join(f"{store.place}/{name}" for name in names)
    return f"delete {files} and {_AGAIN}"


def _tables(store: Store, state: State, metadata: Mapping[str, str]) -> Iterator[Problem]:
    with tempfile.TemporaryDirectory(prefix="jixiao-") as folder:
        order = Order(
            place=store.place,
            keys={name: key for name, (key, _) in state.documents.items()},
            results={name: result for name, (_, result) in state.documents.items()},
            stated=state.stated,
            folder=folder,
            metadata=metadata,
        )
        try:
            made = assembled(store, order)
        except LostError as error:
            for name in error.names:
                yield _damaged(store, name, state.documents[name][0])
            return
        for name in made.names:
            if sha256(Path(folder) / name) != store.sha256(name):
                message = f"it is not what the results of reading give: {_without(store, *_FACTS)}"
                yield Problem(place=name, message=message)
