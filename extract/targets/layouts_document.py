"""The catalogue of layouts as the table of docs/layouts.md.

`python -m extract.targets.layouts_document` writes it anew; a test fails where the two differ.
"""

from __future__ import annotations

from pathlib import Path

from extract.targets.catalogue import LAYOUTS, Layout

DOCUMENT = Path("docs", "layouts.md")
_BEGIN, _END = "<!-- layouts: derived -->", "<!-- layouts: end -->"
_HEADER = "| layout | whose | what it prints | 版式 | what it becomes | header (表头) |"


def derived(document: str) -> str:
    """The document with its table of layouts as the catalogue has it, sorted by their ids."""
    before, _, rest = document.partition(_BEGIN)
    after = rest.partition(_END)[2]
    rows = [
        f"| {x.id} | {x.kind or 'as printed'} | {x.prints} | {x.zh} | {x.becomes} | {x.header} |"
        for x in sorted(LAYOUTS, key=_order)
    ]
    rule = "|---" * _HEADER.count(" | ") + "|---|"
    return "\n".join((f"{before}{_BEGIN}", _HEADER, rule, *rows, f"{_END}{after}"))


def _order(layout: Layout) -> tuple[str, int, str]:
    """A2 before A10, A1 before A1p."""
    return layout.id[0], int(layout.id[1:].rstrip("p")), layout.id


if __name__ == "__main__":
    DOCUMENT.write_text(derived(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
