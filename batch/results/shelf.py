"""Result files by document name: what is published of each, one in memory at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from batch.one_task import result_path
from batch.raw.copies import Copy, copies
from batch.results.column_types import ResultError
from batch.results.file import LostError, Result, decode, decode_facts, result_hash, result_of
from normalize.document_records import Records, as_copy
from store.places import Store

_REFUSED = "refused"


class Shelf:
    """The results of a run by document name."""

    def __init__(self, store: Store, keys: Mapping[str, str], checksums: Mapping[str, str]) -> None:
        """For each document's name the key of its result, and the checksum that it must bear."""
        self.store = store
        self.keys = keys
        self.checksums = checksums
        self.copies: Mapping[str, Copy] = {}
        """Name → copy, of the files whose document is published with another."""

    def find_copies(self, twins: Sequence[tuple[str, str, bool]], stated: Collection[str]) -> None:
        """Tell copies among documents that share their id; `twins`, `stated`: batch.raw.copies."""
        found = copies(twins, stated)
        self.copies = {twins[at][0]: copy for at, copy in found.items()}

    def bytes(self, name: str) -> bytes:
        """The result file of a document; LostError where it is gone, or bears another checksum."""
        data = self.store.read(result_path(self.keys[name]))
        if data is None or result_hash(data) != self.checksums[name]:
            raise LostError((name,))
        return data

    def lost(self) -> Iterator[str]:
        """Names of the documents whose results are gone, torn, damaged or another's."""
        for name in self.keys:
            try:
                decode_facts(self.bytes(name))  # its checksum
            except (ResultError, LostError):
                yield name

    def result(self, name: str) -> Result:
        """What is published of a document, of a copy without its forms. Raises LostError."""
        try:
            result = decode(self.bytes(name))
            if name in self.copies:
                copy = self.copies[name]
                return result_of(as_copy(self._of_copy(result, copy), copy.number, of=copy.of))
        except ResultError as error:
            raise LostError((name,)) from error
        return result

    def _of_copy(self, result: Result, copy: Copy) -> Records:
        """What is said of a copy: where it was refused by itself, what its document's twin says."""
        records = result.records()
        if records.document.status != _REFUSED:
            return records
        twin = decode(self.bytes(copy.of)).records()
        return replace(twin, document=replace(twin.document, path=records.document.path))
