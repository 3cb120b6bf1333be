"""Data files of the site: scripts that hand over one value, since a page from disk cannot fetch."""

from __future__ import annotations

import json
from pathlib import Path

_ESCAPED = {ord("<"): "\\u003c", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def write_data(site: Path, key: str, value: object) -> None:
    """Write `data/<key>.js`; `key` is ours, never a text of a document."""
    path = site / "data" / f"{key}.js"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    line = f'jixiao.put("{key}",{text.translate(_ESCAPED)});\n'
    path.write_text(line, encoding="utf-8", newline="\n")
