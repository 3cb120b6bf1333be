"""Tables are written aside and swapped in when all of them are whole.

A state file beside the results says what the dataset in place was made from. It is marked before
the first table changes and made anew after the last: a run that is killed in between leaves whole
files of two states, and the mark, upon which the next run writes the dataset again.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import regex

from normalize.records import TABLES
from publish.run_record import LISTED, Difference, Figures
from store.places import WORK, Store

STATE = f"{WORK}/published.json"
_FILE = regex.compile(r"(?P<table>[a-z_]+)/(?P=table)-\d{4}\.parquet")


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The dataset in place: from which results and by which program, and its files with hashes."""

    identity: str
    documents: Mapping[str, tuple[str, str]]
    """Document's path → key and checksum of its result."""
    stated: tuple[str, ...]
    """Paths of the documents of which manifest.csv states a fact."""
    files: Mapping[str, str]
    figures: Figures
    whole: bool = True


class Staged:
    """Files of a dataset on their way: below `folder` under the names they will have."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.folder = store.scratch()
        for left in self.folder.iterdir():  # of a run that did not come so far
            shutil.rmtree(left) if left.is_dir() else left.unlink()

    def swap_in(self, state: State, names: Iterable[str]) -> None:
        """Put the staged files into their places, and remove those of years no longer there.

        The other files of the state are in their places already.
        """
        before = read_state(self.store)
        if before is not None:
            _write(self.store, replace(before, whole=False))
        for name in names:
            self.store.take_in(self.folder / name, name)
        for stale in tuple(_published(self.store)):
            if stale not in state.files:
                self.store.remove(stale)
        _write(self.store, state)

    def keep(self, name: str) -> None:
        """Keep a staged file for the next run, where there is one of the name."""
        path = self.folder / name.rpartition("/")[2]
        if path.is_file():
            self.store.take_in(path, name)


def read_state(store: Store) -> State | None:
    """What the dataset in place was made from; None where there is none or nothing is known."""
    data = store.read(STATE)
    try:
        told = json.loads(data) if data else None
        return _state(told) if told else None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _state(told: dict[str, Any]) -> State:
    return State(
        **told
        | {
            "documents": {name: (key, result) for name, (key, result) in told["documents"].items()},
            "stated": tuple(told["stated"]),
            "figures": Figures(**told["figures"]),
        }
    )


def is_in_place(store: Store, state: State) -> bool:
    """Are all files of the dataset there, with the bytes that were published?"""
    return state.whole and all(
        store.sha256(name) == expected for name, expected in state.files.items()
    )


def difference(before: State | None, now: State) -> Difference:
    """What a state has that the one before had not, and the other way round."""
    old = before.documents if before else {}
    rows = before.figures.rows if before else {}
    gone = sorted(old.keys() - now.documents.keys())
    return Difference(
        new=len(now.documents.keys() - old.keys()),
        changed=sum(name in old and old[name] != key for name, key in now.documents.items()),
        gone=len(gone),
        gone_paths=gone[:LISTED],
        rows={table: count - rows.get(table, 0) for table, count in now.figures.rows.items()},
    )


def _published(store: Store) -> Iterator[str]:
    for table in TABLES:
        for name, _ in store.sizes(table.name):
            if _FILE.fullmatch(name):
                yield name


def _write(store: Store, state: State) -> None:
    told = {name: getattr(state, name) for name in State.__slots__}  # no copy of all documents
    told |= {"figures": asdict(state.figures)}
    store.write(STATE, json.dumps(told, ensure_ascii=False).encode())
