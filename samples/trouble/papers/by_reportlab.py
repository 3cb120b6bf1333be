"""Paper of reportlab: strokes, and a Chinese font that is not embedded."""

from __future__ import annotations

from io import BytesIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from samples.trouble.papers.paper import HIGH, WIDE, Face, Pen

_SONG = "STSong-Light"


class ReportlabPaper:
    """Draws with reportlab's canvas."""

    def __init__(self) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(_SONG))
        self._out = BytesIO()
        self._page = Canvas(self._out, pagesize=(WIDE, HIGH), invariant=1)

    def wide(self, words: str, face: Face) -> float:
        plain = float(pdfmetrics.stringWidth(words, _SONG, face.size))
        return plain * face.condensed / 100 + face.spaced * len(words)

    def text(self, x: float, y: float, parts: list[str], face: Face) -> None:
        page = self._page
        page.saveState()
        page.setFillGray(face.grey)
        page.translate(x, y)
        page.rotate(face.angle)
        page.transform(1, 0, face.slant, 1, 0, 0)
        line = page.beginText(0, 0)
        line.setFont(_SONG, face.size)
        line.setHorizScale(face.condensed)
        line.setCharSpace(face.spaced)
        line.setTextRenderMode(3 if face.hidden else 0)
        for part in parts:
            line.textOut(part)
        page.drawText(line)
        page.restoreState()

    def line(self, start: tuple[float, float], end: tuple[float, float], pen: Pen) -> None:
        page = self._page
        page.saveState()
        if pen.boxed:
            page.setFillColorRGB(*pen.colour)
            page.rect(*boxed(start, end, pen.width), stroke=0, fill=1)
        else:
            page.setLineWidth(pen.width)
            page.setStrokeColorRGB(*pen.colour)
            page.setDash(*([list(pen.dash)] if pen.dash else []))
            page.line(*start, *end)
        page.restoreState()

    def fill(self, box: tuple[float, float, float, float], grey: float) -> None:
        self._page.saveState()
        self._page.setFillGray(grey)
        self._page.rect(*box, stroke=0, fill=1)
        self._page.restoreState()

    def circle(self, x: float, y: float, radius: float) -> None:
        self._page.saveState()
        self._page.setStrokeColorRGB(0.9, 0.1, 0.1)
        self._page.setLineWidth(2)
        self._page.circle(x, y, radius)
        self._page.restoreState()

    def turn_over(self) -> None:
        self._page.showPage()

    def bytes(self) -> bytes:
        self._page.save()
        return self._out.getvalue()


def boxed(
    start: tuple[float, float], end: tuple[float, float], width: float
) -> tuple[float, float, float, float]:
    """The box of a level or upright rule: left, foot, width, height."""
    (x0, y0), (x1, y1) = sorted((start, end))
    if x1 - x0 > abs(y1 - y0):
        return x0, y0 - width / 2, x1 - x0, width
    return x0 - width / 2, min(y0, y1), width, abs(y1 - y0)
