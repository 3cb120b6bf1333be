"""Finds in the code what it says to people: sentences handed to whatever shows or raises them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
_ROOMS = ("batch", "commands", "extract", "look", "normalize", "publish", "reconcile", "store")


@cache
def trees() -> tuple[tuple[str, ast.Module], ...]:
    """Every file of the program by its name, parsed."""
    files = [ROOT / "pipeline.py", *(f for room in _ROOMS for f in (ROOT / room).rglob("*.py"))]
    return tuple(
        (file.relative_to(ROOT).as_posix(), ast.parse(file.read_text(encoding="utf-8")))
        for file in sorted(files)
    )


@cache
def names() -> dict[tuple[str, str], set[str]]:
    """What names of texts stand for, by their file; those in capitals anywhere, by no file."""
    found: dict[tuple[str, str], set[str]] = {}
    for file, tree in trees():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)):
                continue
            if (text := template(node.value)) is not None and " " in text:
                name = node.targets[0].id
                found.setdefault(("" if name.isupper() else file, name), set()).add(text)
    return found


def template(node: ast.expr) -> str | None:
    """A text as the catalogue writes it, its places {0}, {1} …; None where it is no literal.

    >>> template(ast.parse('f"{a} of {b:,} pages"', mode="eval").body)
    '{0} of {1} pages'
    """
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if not isinstance(node, ast.JoinedStr):
        return None
    parts: list[str] = []
    places = 0
    for value in node.values:
        if isinstance(value, ast.Constant):
            parts.append(str(value.value))
        else:
            parts.append(f"{{{places}}}")
            places += 1
    return "".join(parts)


def said(*callees: str, argument: int) -> Iterator[tuple[str, str]]:
    """Where the program hands a text to one of these, and the text; names are looked up."""
    for file, tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or _name(node.func) not in callees:
                continue
            handed = node.args[argument : argument + 1]
            for text in handed:
                where = f"{file}:{node.lineno}"
                if (found := template(text)) is not None:
                    yield where, found
                elif isinstance(text, ast.Name | ast.Attribute):
                    name = text.id if isinstance(text, ast.Name) else text.attr
                    for each in sorted(names().get(("" if name.isupper() else file, name), ())):
                        yield where, each


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
