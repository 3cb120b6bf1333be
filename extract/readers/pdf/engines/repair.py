"""A damaged file written anew by qpdf, which rebuilds what PDFium will not read."""

from __future__ import annotations

from io import BytesIO

import pikepdf


def rewritten(data: bytes) -> bytes | None:
    """The document saved again, without encryption; None where qpdf cannot read it either.

    Raises PermissionError where it asks for a password.
    """
    out = BytesIO()
    try:
        with pikepdf.open(BytesIO(data), suppress_warnings=True) as document:
            if len(document.pages) == 0:
                return None
            document.save(out, encryption=False)
    except pikepdf.PasswordError as error:
        raise PermissionError from error
    except (pikepdf.PdfError, RuntimeError, ValueError, RecursionError):
        # qpdf reports broken structures by any of these; the document is then refused as damaged.
        return None
    return out.getvalue()
