"""Which part of an Office file leads to which: its .rels parts."""

from __future__ import annotations

from dataclasses import dataclass

from extract.readers.office.package import Package, plain_name
from extract.readers.office.parts_of_xml import children, parse


@dataclass(frozen=True, slots=True)
class Relation:
    """A part that another leads to: its name, and the last word of what it is to it."""

    name: str
    kind: str


def relations(package: Package, name: str) -> dict[str, Relation]:
    """The relations of a part by their ids; those to addresses outside are left out."""
    folder, _, file = plain_name(name).rpartition("/")
    data = package.read(f"{folder}/_rels/{file}.rels")
    if data is None:
        return {}
    return {
        each.get("Id", ""): Relation(
            _target(folder, each.get("Target", "")), each.get("Type", "").rpartition("/")[2]
        )
        for each in children(parse(data), "Relationship")
        if each.get("TargetMode") != "External"
    }


def related(package: Package, name: str, kind: str) -> str | None:
    """The first part of a kind that a part leads to, where it is there; `` is the file itself."""
    for each in relations(package, name).values():
        if each.kind == kind and each.name in package:
            return each.name
    return None


def _target(folder: str, target: str) -> str:
    """A target stands below the part's own folder, or below the root where it begins with /."""
    return plain_name(target if target.startswith("/") else f"{folder}/{target}")
