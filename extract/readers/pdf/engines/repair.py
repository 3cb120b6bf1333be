"""A damaged file written anew by qpdf, which rebuilds what PDFium will not read."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import pikepdf

from extract.readers.pdf.before.objects import entry, is_serious


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """A document saved again, without encryption; what was found broken is not seen in it any more.

    `sound`: nothing was; `pages_lost`: so many more did its page tree speak of.
    """

    data: bytes
    sound: bool
    pages_lost: int


def rewritten(data: bytes) -> Rewritten | None:
    """The document saved again; None where qpdf cannot read it either.

    Raises PermissionError where it asks for a password.
    """
    out = BytesIO()
    try:
        with pikepdf.open(BytesIO(data), suppress_warnings=True) as document:
            pages = len(document.pages)
            if pages == 0:
                return None
            lost = pages_declared(document) - pages
            document.save(out, encryption=False)
            sound = not any(map(is_serious, document.get_warnings()))
    except pikepdf.PasswordError as error:
        raise PermissionError from error
    except (pikepdf.PdfError, RuntimeError, ValueError, RecursionError):
        # qpdf reports broken structures by any of these; the document is then refused as damaged.
        return None
    return Rewritten(data=out.getvalue(), sound=sound, pages_lost=max(lost, 0))


def pages_declared(document: pikepdf.Pdf) -> int:
    """How many pages the tree of a document says it has; 0 where it says nothing."""
    declared = entry(entry(document.Root, "/Pages"), "/Count")
    return declared if isinstance(declared, int) else 0
