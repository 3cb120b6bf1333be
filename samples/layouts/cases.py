"""Write the sources of the golden cases: `python -m samples.layouts.cases [SLUG…]`."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from samples.layouts.dress import File, file

_FILE = Path(__file__).parent / "cases.toml"
FOLDER = Path(__file__).parent.parent.parent / "tests" / "cases"
SUFFIX = {"text": "txt", "html": "html", "pdf": "pdf", "docx": "docx", "xlsx": "xlsx"}
SUFFIX |= {"ofd": "ofd", "xls": "xls", "odf": "odf", "xml": "xml", "mhtml": "mht"}


def cases() -> dict[str, File]:
    """The file of every case, by the name of its folder."""
    entries = tomllib.loads(_FILE.read_text("utf-8"))
    return {
        slug: file(
            entry["layout"],
            entry["variant"],
            entry["format"],
            entry["style"],
            after=entry.get("after", 0),
        )
        for slug, entry in entries.items()
    }


if __name__ == "__main__":
    for slug, each in cases().items():
        if sys.argv[1:] in ([], [slug]) or slug in sys.argv[1:]:
            folder = FOLDER / slug
            folder.mkdir(exist_ok=True)
            (folder / f"source.{SUFFIX[each.format]}").write_bytes(each.data)
