"""Paper of fpdf2: an embedded font of which only the printed part is kept."""

from __future__ import annotations

import math
from contextlib import ExitStack
from datetime import UTC, datetime
from tempfile import NamedTemporaryFile

from fpdf import FPDF
from fpdf.enums import TextMode

from samples.trouble.papers.by_reportlab import boxed
from samples.trouble.papers.font import EM, font, width
from samples.trouble.papers.paper import HIGH, WIDE, Face, Pen


class FpdfPaper:
    """Draws with fpdf2, whose lengths run from the top of a page."""

    def __init__(self) -> None:
        self._paper = FPDF(unit="pt", format=(WIDE, HIGH))
        self._paper.set_creation_date(datetime(2024, 1, 1, tzinfo=UTC))
        self._paper.set_auto_page_break(auto=False)
        with NamedTemporaryFile(suffix=".ttf") as file:
            file.write(font())
            file.flush()
            self._paper.add_font("trouble", fname=file.name)
        self._open = False

    def wide(self, words: str, face: Face) -> float:
        plain = sum(map(width, words)) * face.size / EM
        return plain * face.condensed / 100 + face.spaced * len(words)

    def text(self, x: float, y: float, parts: list[str], face: Face) -> None:
        page = self._page()
        page.set_font("trouble", size=face.size)
        page.set_text_color(round(face.grey * 255))
        page.set_stretching(face.condensed)
        page.set_char_spacing(face.spaced)
        at = x
        with ExitStack() as changes:
            mode = TextMode.INVISIBLE if face.hidden else TextMode.FILL
            changes.enter_context(page.local_context(text_mode=mode))
            if face.slant:
                slant = math.degrees(math.atan(face.slant))
                changes.enter_context(page.skew(ax=-slant, x=x, y=HIGH - y))
            if face.angle:
                changes.enter_context(page.rotation(face.angle, x, HIGH - y))
            for part in parts:
                page.text(at, HIGH - y, part)
                at += self.wide(part, face)

    def line(self, start: tuple[float, float], end: tuple[float, float], pen: Pen) -> None:
        page = self._page()
        if pen.boxed:
            left, foot, wide, high = boxed(start, end, pen.width)
            page.set_fill_color(*(round(part * 255) for part in pen.colour))
            page.rect(left, HIGH - foot - high, wide, high, style="F")
            return
        page.set_line_width(pen.width)
        page.set_draw_color(*(round(part * 255) for part in pen.colour))
        if pen.dash:
            page.set_dash_pattern(*pen.dash)
        page.line(start[0], HIGH - start[1], end[0], HIGH - end[1])
        page.set_dash_pattern()

    def fill(self, box: tuple[float, float, float, float], grey: float) -> None:
        left, foot, wide, high = box
        page = self._page()
        page.set_fill_color(round(grey * 255))
        page.rect(left, HIGH - foot - high, wide, high, style="F")

    def circle(self, x: float, y: float, radius: float) -> None:
        page = self._page()
        page.set_draw_color(230, 25, 25)
        page.set_line_width(2)
        page.circle(x, HIGH - y, radius)

    def turn_over(self) -> None:
        self._page()
        self._open = False

    def bytes(self) -> bytes:
        return bytes(self._paper.output())

    def _page(self) -> FPDF:
        if not self._open:
            self._paper.add_page()
            self._open = True
        return self._paper
