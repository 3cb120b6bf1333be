"""Rows that an earlier file holds of documents that have not changed, taken over as they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

_BATCH = 1 << 16


@dataclass(frozen=True, slots=True)
class Before:
    """A dataset in place, and what of it stays."""

    files: Mapping[str, Path] = field(default_factory=dict)
    """Published name of each of its files → where it lies."""
    kept: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Table → id of each document whose rows stay → its path."""

    @property
    def years(self) -> frozenset[int]:
        """The years that it has files of."""
        return frozenset(int(name[-12:-8]) for name in self.files)

    def open(self, table: str, name: str) -> Carried | None:
        """A file of it; None where it has none of the name."""
        path = self.files.get(name)
        return None if path is None else Carried(path, self.kept[table])


class Carried:
    """The rows of one earlier file, document by document, in published order."""

    def __init__(self, path: Path, kept: Mapping[str, str]) -> None:
        self._file = pq.ParquetFile(path)
        self.rows: int = self._file.metadata.num_rows
        self._runs: list[tuple[str, int, int]] = []
        """Path of a document that stays, its first row and the one behind its last."""
        self.is_whole = True
        """Does every row of it stay?"""
        for identity, first, end in _runs(self._file):
            if identity in kept:
                self._runs.append((kept[identity], first, end))
            else:
                self.is_whole = False
        self._next = 0
        groups = (self._file.metadata.row_group(n) for n in range(self._file.num_row_groups))
        self._starts = [0, *accumulate(each.num_rows for each in groups)]
        self._group: tuple[int, Any] = (-1, None)

    def has_until(self, until: str | None) -> bool:
        """Does any document wait whose path stands before this one (None: behind all)?"""
        waits = self._next < len(self._runs)
        return waits and (until is None or self._runs[self._next][0] < until)

    def take(self, until: str | None) -> Iterator[pa.RecordBatch]:
        """The rows of the documents that wait before a path, each once."""
        while self.has_until(until):
            _, first, end = self._runs[self._next]
            self._next += 1
            while self.has_until(until) and self._runs[self._next][1] == end:
                end = self._runs[self._next][2]
                self._next += 1
            yield from self._slices(first, end)

    def close(self) -> None:
        """Let go of the file, so that another can take its place."""
        self._group = (-1, None)
        self._file.close()

    def _slices(self, first: int, end: int) -> Iterator[pa.RecordBatch]:
        number = bisect_right(self._starts, first) - 1
        while first < end:
            if self._group[0] != number:
                self._group = (number, self._file.read_row_group(number, use_threads=False))
            start, behind = self._starts[number], min(end, self._starts[number + 1])
            yield from self._group[1].slice(first - start, behind - first).to_batches()
            first, number = behind, number + 1


def _runs(file: pq.ParquetFile) -> Iterator[tuple[str, int, int]]:
    """Each document's id, its first row and the one behind its last."""
    met: str | None = None
    at = first = end = 0
    for batch in file.iter_batches(_BATCH, columns=["document_id"], use_threads=False):
        encoded = pc.run_end_encode(batch.column(0))
        ends = encoded.run_ends.to_pylist()
        for identity, behind in zip(encoded.values.to_pylist(), ends, strict=True):
            if met is not None and identity != met:
                yield met, first, end
                first = end
            met, end = identity, at + behind
        at += batch.num_rows
    if met is not None:
        yield met, first, end
