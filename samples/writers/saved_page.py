"""The truth as a page that a browser saved in one file (mht)."""

from __future__ import annotations

import base64
import quopri
from collections.abc import Iterable
from dataclasses import dataclass

from samples.writers import html
from samples.writers.html import write_page
from samples.writers.printed import Printed

_BORDER = "----=_NextPart_000_0076_01DA3C5E.7C5E2A10"
_PICTURE = base64.b64encode(b"GIF89a\x01\x00\x01\x00\x00\x00\x00;").decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How the page in the file is written, and how its bytes travel."""

    name: str
    page: html.Style
    coding: str = "quoted-printable"


STYLES = (
    Style(name="browser", page=html.STYLES[0]),
    Style(name="word", page=html.STYLES[1]),
    Style(name="base64", page=html.STYLES[2], coding="base64"),
)


def write_saved(title: str, forms: Iterable[Printed], style: Style) -> bytes:
    """Printed forms as the bytes of such a file."""
    page = write_page(title, forms, style.page)
    if style.coding == "base64":
        body = base64.encodebytes(page).decode()
    else:
        body = quopri.encodestring(page).decode()
    head = (
        "MIME-Version: 1.0\nContent-Type: multipart/related;\n"
        f'\ttype="text/html";\n\tboundary="{_BORDER}"\n'
    )
    first = (
        f'Content-Type: text/html;\n\tcharset="{style.page.declared}"\n'
        f"Content-Transfer-Encoding: {style.coding}\n"
        "Content-Location: http://www.example.gov.cn/jixiao.html\n"
    )
    second = (
        "Content-Type: image/gif\nContent-Transfer-Encoding: base64\n"
        "Content-Location: http://www.example.gov.cn/line.gif\n"
    )
    written = (
        f"{head}\nThis is a multi-part message in MIME format.\n\n--{_BORDER}\n{first}\n{body}\n"
        f"--{_BORDER}\n{second}\n{_PICTURE}\n--{_BORDER}--\n"
    )
    return written.replace("\n", "\r\n").encode()
