"""Raw files → all documents: what lies in archives, mails and PDFs is a document as well.

Known of a file is what lies in it once it was read; so a raw folder unfolds level by level.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import fields, replace

from batch.raw.discover import Discovery, Found, not_found
from batch.raw.manifest import Stated
from batch.task import Outcome
from extract.limits import DEEPEST, MOST_IN_ALL, MOST_MEMBERS
from extract.model import PARTED, Member


class Unfolding:
    """The files of a raw folder, and level by level what lies in them."""

    def __init__(self, found: Discovery) -> None:
        self.found = found
        self.files = found.files
        """All that are known by now."""
        self.outcomes: dict[str, Outcome] = {}
        """Of the files that are as they were, or read now."""
        self._handed_out: set[str] = set()

    def unknown(self) -> tuple[Found, ...]:
        """Files that were not given before, so that nothing is known of what lies in them."""
        known = {each.name: each.members for each in self.outcomes.values() if each.members}
        self.files = unfolded(self.found, known)
        new = tuple(each for each in self.files if each.name not in self._handed_out)
        self._handed_out.update(each.name for each in new)
        return new

    def turned(self) -> tuple[Found, ...]:
        """Files that were read as if they might be opened, and may not, or the other way round."""
        known = ((each, self.outcomes.get(each.name)) for each in self.files)
        return tuple(each for each, outcome in known if outcome and outcome.opens != each.opens)

    def discovery(self) -> Discovery:
        """All files, and what else is there."""
        names = {each.name for each in self.files}
        missed = map(not_found, self.found.stated_inside.keys() - names)
        passed_over = tuple(sorted((*self.found.passed_over, *missed)))
        return replace(self.found, files=self.files, passed_over=passed_over, stated_inside={})


def unfolded(found: Discovery, known: Mapping[str, tuple[Member, ...]]) -> tuple[Found, ...]:
    """The files with all documents that are known to lie in them, by the names of these.

    What lies too deep, or with what was met before holds more than one raw file may (see
    extract/limits.py), is not opened.
    """
    level: list[Found] = list(found.files)
    files: list[Found] = []
    many: dict[str, int] = defaultdict(int)
    large: dict[str, int] = defaultdict(int)
    while level:
        below: list[Found] = []
        for each in level:
            members = known.get(each.name, ())
            raw = each.path.as_posix()
            size = sum(member.size for member in members)
            fits = many[raw] + len(members) <= MOST_MEMBERS and large[raw] + size <= MOST_IN_ALL
            opens = not members or (fits and len(each.inside) < DEEPEST)
            files.append(each if each.opens is opens else replace(each, opens=opens))
            if opens:
                many[raw] += len(members)
                large[raw] += size
                below += [_inside(each, member, found.stated_inside) for member in members]
        level = below
    return tuple(files)


def _inside(container: Found, member: Member, stated: Mapping[str, Stated]) -> Found:
    name = f"{container.name}{PARTED}{member.name}"
    return replace(
        container,
        name=name,
        container=container.name,
        inside=(*container.inside, member.number),
        content=member.sha256 or f"unpacked to nothing: {member.number}",
        stated=_with(stated.get(name, Stated()), container.stated),
        corrections=(),
    )


def _with(own: Stated, of_container: Stated) -> Stated:
    """What is stated of a document; of what is not, what is stated of the file it lies in."""
    told = {
        each.name: getattr(own, each.name) or getattr(of_container, each.name)
        for each in fields(Stated)
    }
    return Stated(**told)
