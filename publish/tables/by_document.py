"""The rows of a table, document by document, of a dataset that need not fit into memory.

Tables stand in the order of their documents, so that a row group serves many of them in a row; a
form may be of another year than its document, and its rows then lie in another file.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from publish.tables.release import Release, ReleaseError
from publish.tables.survey import damaged

_GROUPS = 3
"""Row groups of a table that are kept."""


class _Run(NamedTuple):
    """Rows of one document that follow each other: file, row group, first row, number."""

    file: int
    group: int
    first: int
    rows: int


class RowsByDocument:
    """A table of a dataset; its files are proved when it is made. Raises ReleaseError."""

    def __init__(self, release: Release, name: str) -> None:
        self._release = release
        self._files = release.files_of(name)
        self._runs: dict[str, list[_Run]] = defaultdict(list)
        self._kept: OrderedDict[tuple[int, int], pa.Table] = OrderedDict()
        for number, file in enumerate(self._files):
            release.prove(file)
            for group in range(self._open(number).num_row_groups):
                self._note(number, group)

    @property
    def documents(self) -> tuple[str, ...]:
        """The ids of the documents that have rows, in published order."""
        return tuple(self._runs)

    def of(self, document_id: str) -> list[dict[str, Any]]:
        """The rows of a document by column, in published order. Raises ReleaseError."""
        found: list[dict[str, Any]] = []
        for run in self._runs.get(document_id, ()):
            found += self._group(run.file, run.group).slice(run.first, run.rows).to_pylist()
        return found

    def _open(self, number: int) -> pq.ParquetFile:
        try:
            return pq.ParquetFile(self._files[number].path)
        except (OSError, pa.ArrowException) as error:
            raise self._damaged(number, error) from error

    def _note(self, number: int, group: int) -> None:
        """Which rows of a row group are whose."""
        column = self._read(number, group, ["document_id"]).column(0).to_pylist()
        first = 0
        for at in range(1, len(column) + 1):
            if at == len(column) or column[at] != column[first]:
                self._runs[column[first]].append(_Run(number, group, first, at - first))
                first = at

    def _group(self, number: int, group: int) -> pa.Table:
        at = (number, group)
        if at not in self._kept:
            self._kept[at] = self._read(number, group, None)
            if len(self._kept) > _GROUPS:
                self._kept.popitem(last=False)
        self._kept.move_to_end(at)
        return self._kept[at]

    def _read(self, number: int, group: int, columns: list[str] | None) -> pa.Table:
        try:
            return self._open(number).read_row_group(group, columns)
        except (OSError, pa.ArrowException) as error:
            raise self._damaged(number, error) from error

    def _damaged(self, number: int, error: Exception) -> ReleaseError:
        return ReleaseError(f"{self._release.folder}: {damaged(self._files[number], error)}")
