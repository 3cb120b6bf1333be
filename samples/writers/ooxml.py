"""Parts of an Office file → its bytes, the same bytes every time."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def packed(parts: Mapping[str, str], *, deflated: bool) -> bytes:
    """A zip of parts. Stored bytes are the same with every zlib, deflated ones are not."""
    out = BytesIO()
    how = zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED
    with zipfile.ZipFile(out, "w", how) as package:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name)  # of 1980: a zip's clock is no part of a sample
            info.compress_type = how
            package.writestr(info, DECLARATION + text)
    return out.getvalue()


def relations(targets: Mapping[str, tuple[str, str]]) -> str:
    """A .rels part: kind and target by id."""
    each = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_RELATIONS}">{each}</Relationships>'


def content_types(parts: Mapping[str, str]) -> str:
    """The part that says what each part is: content types by names of parts."""
    each = "".join(
        f'<Override PartName="{name}" ContentType="application/vnd.openxmlformats-officedocument.'
        f'{kind}+xml"/>'
        for name, kind in parts.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{each}</Types>'
    )
