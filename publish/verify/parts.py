"""Keys of all tables on disk, parted by the documents that they are of (按文件分块).

Every id begins with that of its document, a hash: what has one beginning is one part, small enough
for the memory, and what a key, a reference or a count is compared with lies in the same part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

ROWS_A_PART = 1 << 16
_BEGINNINGS = pa.array([f"{number:02x}" for number in range(256)])


class Parts:
    """Rows of tables, put into a folder as they come; a part of them is read at a time.

    A row is in the part of each of its ids: of a sound dataset that is one. A context manager.
    """

    def __init__(self, folder: Path, rows: int) -> None:
        """`rows`: how many will come, of all tables."""
        self.number = 1
        while self.number < len(_BEGINNINGS) and self.number * ROWS_A_PART < rows:
            self.number *= 2
        self._folder = folder
        self._writers: dict[str, Any] = {}
        self._sources: list[Any] = []
        self._readers: dict[str, Any] = {}
        self._written: dict[str, int] = defaultdict(int)
        self._where: dict[tuple[str, int], list[int]] = defaultdict(list)

    def __enter__(self) -> Parts:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for each in (*self._writers.values(), *self._sources):
            each.close()

    def begin(self, table: str, schema: pa.Schema) -> None:
        """Rows of a table will come, or none."""
        options = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)
        self._writers[table] = pa.ipc.new_file(self._path(table), schema, options=options)

    def add(self, table: str, rows: pa.RecordBatch, ids: Sequence[str]) -> None:
        """Put rows aside; `ids` are the columns whose parts they belong to."""
        parts = [self.part_of(rows.column(name)) for name in ids]
        for part in range(self.number):
            own = rows if self.number == 1 else rows.filter(_any_is(parts, part))
            if own.num_rows:
                self._where[table, part].append(self._written[table])
                self._written[table] += 1
                self._writers[table].write_batch(own)

    def whole(self) -> None:
        """No more rows come: from now on they are read."""
        for table, writer in self._writers.items():
            writer.close()
            self._sources.append(pa.OSFile(self._path(table)))
            self._readers[table] = pa.ipc.open_file(self._sources[-1])
        self._writers.clear()

    def rows(self, table: str, part: int) -> pa.Table:
        """The rows of a part, in the order in which they came."""
        reader = self._readers[table]
        batches = [reader.get_batch(number) for number in self._where[table, part]]
        return pa.Table.from_batches(batches, schema=reader.schema)

    def _path(self, table: str) -> str:
        return str(self._folder / f"{table}.arrow")

    def part_of(self, ids: pa.Array) -> pa.Array:
        """The part of each id, null where there is none; an id that is no hash is in the first."""
        beginnings = pc.utf8_slice_codeunits(ids, 0, 2)
        number = pc.fill_null(pc.index_in(beginnings, value_set=_BEGINNINGS), 0)
        part = pc.divide(number, len(_BEGINNINGS) // self.number)
        return pc.if_else(pc.is_valid(ids), part, pa.scalar(None, part.type))


def _any_is(parts: Sequence[pa.Array], part: int) -> pa.Array:
    found = pc.fill_null(pc.equal(parts[0], part), False)
    for each in parts[1:]:
        found = pc.or_(found, pc.fill_null(pc.equal(each, part), False))
    return found
