"""Files with the same bytes: one of them is the document, the others are its copies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A file that is published as a copy: the how manieth of its document, and of which file."""

    number: int
    of: str


def copies(
    documents: Sequence[tuple[str, str, bool]], stated: Collection[str]
) -> Mapping[int, Copy]:
    """Place in `documents` → copy, of the files whose document is published with another.

    `documents`: name, id, and whether it was refused.

    That other is one that was read, if any was; then one of `stated`, the names of which
    manifest.csv states a fact; then the first by name.
    """

    def rank(at: int) -> tuple[bool, bool, str, int]:
        name, _, refused = documents[at]
        return refused, name not in stated, name, at

    same: dict[str, list[int]] = defaultdict(list)
    for at, (_, identity, _) in enumerate(documents):
        same[identity].append(at)
    found: dict[int, Copy] = {}
    for places in same.values():
        first = min(places, key=rank)
        others = sorted(set(places) - {first}, key=lambda at: (documents[at][0], at))
        of = documents[first][0]
        found |= {at: Copy(number=number, of=of) for number, at in enumerate(others, 2)}
    return found
