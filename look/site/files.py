"""Data files of the site: scripts that hand over one value, since a page from disk cannot fetch."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from pathlib import Path

from look.site.packing import Packer

_ESCAPED = {ord("<"): "\\u003c", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def write_data(site: Path, key: str, value: object) -> None:
    """Write `data/<key>.js`; `key` is ours, never a text of a document."""
    _write(site, key, "put", value)


def write_packed(site: Path, key: str, value: object, packer: Packer) -> None:
    """The same for what repeats its names and texts; what `packer` shares is written at last."""
    _write(site, key, "putPacked", packer.packed(value))


def write_zipped(site: Path, key: str, value: object, packer: Packer) -> None:
    """Packed and compressed, for the many files of which a visitor opens a few.

    Browsers take it apart since 2023 (`DecompressionStream`).
    """
    text = json.dumps(packer.packed(value), ensure_ascii=False, separators=(",", ":"))
    # A half of a surrogate pair is no character of UTF-8.
    zipped = gzip.compress(text.encode("utf-8", errors="replace"), mtime=0)
    path = site / "data" / f"{key}.js"
    path.parent.mkdir(parents=True, exist_ok=True)
    written = b64encode(zipped).decode("ascii")
    path.write_text(f'jixiao.putZipped("{key}","{written}");\n', encoding="ascii", newline="\n")


def write_comment(site: Path, key: str, text: str) -> None:
    """Write a text of Latin-1 without a star: as a comment, which a browser passes over fastest.

    Asked for its source, the function around it gives the text back (`putText` in static/core.js).
    """
    path = site / "data" / f"{key}.js"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(f'jixiao.putText("{key}",()=>{{/*{text}*/}});\n'.encode("latin-1"))


def _write(site: Path, key: str, put: str, value: object) -> None:
    path = site / "data" / f"{key}.js"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    line = f'jixiao.{put}("{key}",{text.translate(_ESCAPED)});\n'
    # A half of a surrogate pair, as a broken page may hold one, is no character of UTF-8.
    path.write_text(line, encoding="utf-8", errors="replace", newline="\n")
