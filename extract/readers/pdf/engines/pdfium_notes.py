"""Annotations and form fields of a page: they are printed, and are not in PDFium's text page.

PDFium can make them part of the page, as it prints them (it calls that flattening): then they are
read like everything else. What a field holds is kept beside, since its appearance may lag behind.
"""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

from extract.model import Box
from extract.readers.pdf.matrix import Matrix
from extract.readers.pdf.page import Field

_SILENT = {pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_TEXT}
"""Kinds that print nothing of their own: links, windows, and the icons of remarks; but for those
that show a text."""
_TEXTS = {
    pdfium.FPDF_ANNOT_WIDGET: b"V",
    pdfium.FPDF_ANNOT_FREETEXT: b"Contents",
    pdfium.FPDF_ANNOT_STRIKEOUT: b"Subj",
    pdfium.FPDF_ANNOT_CARET: b"Contents",
}
"""Kinds that show a text, take one back or put one in, and the entry that holds it."""
_STRUCK = "—"
_HIDDEN = 0b10
_LONGEST = 4096


def printed_notes(page: Any) -> bool:
    """Does a page hold annotations that are printed?"""
    count = pdfium.FPDFPage_GetAnnotCount(page)
    return any(_prints(page, n) for n in range(count))


def fields(page: Any, matrix: Matrix) -> list[Field]:
    """Form fields and free texts of a page with what the file holds; asked before flattening."""
    found = []
    for n in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, n)
        try:
            shown = not pdfium.FPDFAnnot_GetFlags(note) & _HIDDEN
            entry = _TEXTS.get(pdfium.FPDFAnnot_GetSubtype(note))
            if entry and shown:
                value = _text(note, entry) or _STRUCK * (entry == b"Subj")
                if value:
                    found.append(Field(_box(note, matrix), value))
        finally:
            pdfium.FPDFPage_CloseAnnot(note)
    return found


def flatten(page: Any) -> bool:
    """Make what is printed of annotations part of the page; the page must be loaded again then."""
    return bool(pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS)


def _prints(page: Any, number: int) -> bool:
    note = pdfium.FPDFPage_GetAnnot(page, number)
    try:
        if pdfium.FPDFAnnot_GetSubtype(note) not in _SILENT:
            return True
        objects = range(pdfium.FPDFAnnot_GetObjectCount(note))
        kinds = (pdfium.FPDFPageObj_GetType(pdfium.FPDFAnnot_GetObject(note, n)) for n in objects)
        return pdfium.FPDF_PAGEOBJ_TEXT in kinds
    finally:
        pdfium.FPDFPage_CloseAnnot(note)


def _text(note: Any, name: bytes) -> str:
    buffer = (ctypes.c_ushort * _LONGEST)()
    length = pdfium.FPDFAnnot_GetStringValue(note, name, buffer, ctypes.sizeof(buffer))
    if length < 4 or length > ctypes.sizeof(buffer):
        return ""
    return bytes(buffer)[: length - 2].decode("utf-16-le", errors="replace").strip()


def _box(note: Any, matrix: Matrix) -> Box:
    rect = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(note, rect)
    x0, top, x1, bottom = matrix.box(rect.left, rect.bottom, rect.right, rect.top)
    return Box(x0=x0, top=top, x1=x1, bottom=bottom)
