"""What the documents say of the house is so: rooms, imports, paths, and the sections cited.

`python -m tests.test_docs` writes the tables of docs/house.md anew.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.test_house import ALLOWED, ROOT, modules, name_of

HOUSE = ROOT / "docs" / "house.md"
DOCUMENTS = sorted([*ROOT.glob("docs/*.md"), *ROOT.glob("README*.md"), ROOT / "CONTRIBUTING.md"])
_BLOCK = re.compile(r"^ *```.*?^ *```$", flags=re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ (.+)$", flags=re.MULTILINE)
_PATH = re.compile(
    r"(?<![\w/.<>-])((?:[\w.-]+/)+[\w.-]+\.(?:py|toml|md|js|csv|json|svg|png))(?!\w)"
)
_SECTION = re.compile(r"(docs/[\w.]+\.md)(?:, \"?(?=[A-Z])(.{1,60}))?")
_CITED = re.compile(r"(?<![\w/.-])[\w./]+\.md\b")
_FILE = re.compile(r" \(\S+\.md[^)]*\)")


def packages() -> list[str]:
    """The package folders of the house, a folder before those in it."""
    found = (file.parent for file in modules() if file.name == "__init__.py")
    return [folder.relative_to(ROOT).as_posix() for folder in found]


def sentence(package: str) -> str:
    """What a package says of itself: the first paragraph of its docstring, citations left out."""
    code = (ROOT / package / "__init__.py").read_text(encoding="utf-8")
    said = ast.get_docstring(ast.parse(code)) or ""
    return _FILE.sub("", " ".join(said.split("\n\n")[0].split()))


def imported(room: str) -> str:
    """What a room may import beside itself, as docs/house.md writes it."""
    names = sorted(ALLOWED[room] - {room})
    return ", ".join(f"`{name}`" for name in names) or "nothing of the house"


def derived(house: str) -> str:
    """The map with its two tables written anew."""
    rooms = [f"| `{package}/` | {sentence(package)} |\n" for package in packages()]
    walls = [f"| `{room}` | {imported(room)} |\n" for room in ALLOWED if "." not in room]
    for head, rows in (("what lives there", rooms), ("may import", walls)):
        table = re.compile(rf"(\| room \| {head} \|\n\|---\|---\|\n)(?:\|.*\n)*")
        house = table.sub(lambda found, rows=rows: found[1] + "".join(rows), house)
    return house


def test_every_package_says_in_a_sentence_what_lives_there() -> None:
    assert [package for package in packages() if not sentence(package)] == []


def test_the_map_says_of_every_room_what_it_says_itself_and_whom_it_may_import() -> None:
    written = HOUSE.read_text(encoding="utf-8")
    assert written == derived(written), "run: python -m tests.test_docs"


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_path_that_a_document_names_is_there(document: Path) -> None:
    text = _BLOCK.sub("", document.read_text(encoding="utf-8"))  # an example may make its files
    tops = {path.name for path in ROOT.iterdir()}
    named = {path for path in _PATH.findall(text) if path.split("/")[0] in tops - {"data"}}
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("file", modules(), ids=name_of)
def test_what_the_code_cites_is_in_the_repository(file: Path) -> None:
    text = _unwrapped(file)
    cited = {
        path for path in _CITED.findall(text) if "/" in path or path.removesuffix(".md").isupper()
    }
    assert [path for path in sorted(cited) if not (ROOT / path).exists()] == []
    tops = {path.name for path in ROOT.iterdir()}
    named = {path for path in _PATH.findall(text) if path.split("/")[0] in tops - {"data"}}
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("file", modules(), ids=name_of)
def test_every_section_that_the_code_cites_is_there(file: Path) -> None:
    for document, section in _SECTION.findall(_unwrapped(file)):
        assert (ROOT / document).exists(), document
        headings = _HEADING.findall((ROOT / document).read_text(encoding="utf-8"))
        assert not section or section.startswith(tuple(headings)), (document, section)


def _unwrapped(file: Path) -> str:
    """The text of a file, its sentences on one line each."""
    return re.sub(r"\s*\n[ \t]*(?:# )?", " ", file.read_text(encoding="utf-8"))


if __name__ == "__main__":
    HOUSE.write_text(derived(HOUSE.read_text(encoding="utf-8")), encoding="utf-8")
