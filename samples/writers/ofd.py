"""Sheets → OFD (GB/T 33190), by the very calls that draw them as PDF.

So the two print the same at the same places, each in the ways of its own format: text objects
with their steps, paths with their own origin, graphics that are drawn by their number.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from html import escape
from io import BytesIO
from math import cos, radians, sin

from reportlab.pdfbase import pdfmetrics

from samples.writers.pdf import FONT, PAGE, Sheet, Style, print_on

_MM = 25.4 / 72
_ASCENT = 0.88
_SPACE = "http://www.ofdspec.org/2016"
STYLES = (
    Style(name="strokes"),
    Style(name="thin_boxes", rules="thin_boxes"),
    Style(name="rectangles", rules="rectangles"),
    Style(name="one_path", rules="one_path"),
    Style(name="frames", rules="frames"),
    Style(name="open_sides", open_sides=True),
    Style(name="composite", form_object=True),
    Style(name="watermark", watermark=True),
    Style(name="shaded", shaded=True, rules="thin_boxes"),
    Style(name="running_head", running_head="某某大学2024年部门预算"),
    Style(name="repeated_header", repeat_header=True),
    Style(name="struck_twice", struck_twice=True),
    Style(name="glyph_by_glyph", glyph_by_glyph=True),
)
_Point = tuple[float, float]


def write_ofd(sheets: Iterable[Sheet | str], style: Style) -> bytes:
    """Draw sheets, and pages of plain text between them, as one publication."""
    canvas = _Canvas()
    print_on(canvas, sheets, style)
    return canvas.package()


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """How and where something is drawn: points of PDF, counted upwards."""

    at: _Point = (0.0, 0.0)
    turned: float = 0.0
    scale: float = 1.0
    grey: float = 0.0
    size: float = 9.0
    width: float = 0.5
    dashed: bool = False

    def place(self, x: float, y: float) -> _Point:
        """Where a point is, in millimetres from the top left of the page."""
        a, b = cos(radians(self.turned)), sin(radians(self.turned))
        x, y = self.scale * x, self.scale * y
        x, y = self.at[0] + a * x - b * y, self.at[1] + b * x + a * y
        return x * _MM, (PAGE[1] - y) * _MM


@dataclass(slots=True)
class _Path:
    """Boxes that are drawn together."""

    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)

    def rect(self, x: float, y: float, width: float, height: float) -> None:
        self.boxes.append((x, y, width, height))


class _Canvas:
    """Takes the calls of a canvas of reportlab, named as there, and makes a package of them."""

    def __init__(self) -> None:
        self._state = _State()
        self._states: list[_State] = []
        self._objects: list[str] = []
        self._outside: list[str] = []
        self._graphics: dict[str, list[str]] = {}
        self._pages: list[list[str]] = []
        self._number = 10

    # The calls

    def saveState(self) -> None:  # noqa: N802
        self._states.append(self._state)

    def restoreState(self) -> None:  # noqa: N802
        self._state = self._states.pop()

    def translate(self, x: float, y: float) -> None:
        left, bottom = self._state.place(x, y)
        self._state = replace(self._state, at=(left / _MM, PAGE[1] - bottom / _MM))

    def rotate(self, angle: float) -> None:
        self._state = replace(self._state, turned=self._state.turned + angle)

    def scale(self, x: float, _y: float) -> None:
        self._state = replace(self._state, scale=self._state.scale * x)

    def setFillGray(self, grey: float) -> None:  # noqa: N802
        self._state = replace(self._state, grey=grey)

    def setFont(self, _name: str, size: float) -> None:  # noqa: N802
        self._state = replace(self._state, size=size)

    def setLineWidth(self, width: float) -> None:  # noqa: N802
        self._state = replace(self._state, width=width)

    def drawString(self, x: float, y: float, text: str) -> None:  # noqa: N802
        """A text object: its box, its origin in it, and the steps from character to character."""
        state = self._state
        size = state.size * state.scale * _MM
        steps = [pdfmetrics.stringWidth(c, FONT, state.size) * state.scale * _MM for c in text]
        left, base = state.place(x, y)
        upright = not state.turned
        top = base - _ASCENT * size if upright else base
        a, b = cos(radians(state.turned)), sin(radians(state.turned))
        turn = "" if upright else f' CTM="{a:.4f} {-b:.4f} {b:.4f} {a:.4f} 0 0"'
        across = f' DeltaX="{_deltas(steps[:-1])}"' if len(text) > 1 else ""
        grey = round(255 * state.grey)
        self._add(
            f'TextObject{_boundary(left, top, sum(steps), size)} Font="3" Size="{size:.3f}"{turn}',
            f'<ofd:FillColor Value="{grey} {grey} {grey}"/>'
            f'<ofd:TextCode X="0" Y="{_ASCENT * size if upright else 0:.3f}"{across}>'
            f"{escape(text)}</ofd:TextCode>",
        )

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self._path([[self._state.place(x0, y0), self._state.place(x1, y1)]], fill=False)

    def rect(  # noqa: PLR0913, PLR0917 -- as reportlab has it
        self, x: float, y: float, width: float, height: float, stroke: int = 1, fill: int = 0
    ) -> None:
        corners = self._corners(x, y, width, height)
        self._path([corners], fill=bool(fill), stroke=bool(stroke))

    def beginPath(self) -> _Path:  # noqa: N802
        return _Path()

    def drawPath(self, path: _Path, stroke: int = 1, fill: int = 0, **_: int) -> None:  # noqa: N802
        lines = [self._corners(*box) for box in path.boxes]
        self._path(lines, fill=bool(fill), stroke=bool(stroke))

    def beginForm(self, name: str, *_: float) -> None:  # noqa: N802
        self.saveState()
        self._outside, self._objects = self._objects, self._graphics.setdefault(name, [])

    def endForm(self) -> None:  # noqa: N802
        self.restoreState()
        self._objects = self._outside

    def doForm(self, name: str) -> None:  # noqa: N802
        """A graphic that was drawn before, from the top left of the page as here counted."""
        scale = self._state.scale
        number = 1000 + list(self._graphics).index(name)
        down = (1 - scale) * PAGE[1] * _MM  # it is scaled towards the bottom left, as in a PDF
        self._add(
            f"CompositeObject{_boundary(0, 0, PAGE[0] * _MM, PAGE[1] * _MM)} "
            f'CTM="{scale} 0 0 {scale} 0 {down:.4f}" ResourceID="{number}"',
            "",
        )

    def showPage(self) -> None:  # noqa: N802
        self._pages.append(self._objects)
        self._objects, self._state, self._states = [], _State(), []

    def save(self) -> None:
        """Nothing: the package is asked for."""

    # What they come to

    def _corners(self, x: float, y: float, width: float, height: float) -> list[_Point]:
        ends = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
        return [self._state.place(*each) for each in ends]

    def _path(self, lines: list[list[_Point]], *, fill: bool, stroke: bool = True) -> None:
        xs, ys = zip(*(point for line in lines for point in line), strict=True)
        left, top = min(xs), min(ys)
        drawn = " ".join(
            f"{'L' if n else 'M'} {x - left:.3f} {y - top:.3f}"
            for line in lines
            for n, (x, y) in enumerate(line)
        )
        grey = round(255 * self._state.grey)
        colour = f'<ofd:FillColor Value="{grey} {grey} {grey}"/>' if fill else ""
        flags = f' Fill="{str(fill).lower()}" Stroke="{str(stroke).lower()}"'
        width = self._state.width * self._state.scale * _MM
        self._add(
            f"PathObject{_boundary(left, top, max(xs) - left, max(ys) - top)} "
            f'LineWidth="{width:.3f}"{flags}',
            f"{colour}<ofd:AbbreviatedData>{drawn}</ofd:AbbreviatedData>",
        )

    def _add(self, head: str, body: str) -> None:
        self._number += 1
        name, _, rest = head.partition(" ")
        self._objects.append(f'<ofd:{name} ID="{self._number}" {rest}>{body}</ofd:{name}>')

    def package(self) -> bytes:
        """The zip: equal publications give equal bytes."""
        size = f"0 0 {PAGE[0] * _MM:.3f} {PAGE[1] * _MM:.3f}"
        area = f"<ofd:PhysicalBox>{size}</ofd:PhysicalBox>"
        pages = "".join(
            f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>'
            for n in range(len(self._pages))
        )
        files = {
            "OFD.xml": _xml(
                "OFD",
                "<ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo>"
                "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>",
                ' Version="1.1" DocType="OFD"',
            ),
            "Doc_0/Document.xml": _xml(
                "Document",
                f"<ofd:CommonData><ofd:MaxUnitID>{self._number}</ofd:MaxUnitID>"
                f"<ofd:PageArea>{area}</ofd:PageArea><ofd:PublicRes>Res.xml</ofd:PublicRes>"
                f"</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages>",
            ),
            "Doc_0/Res.xml": _xml("Res", self._resources()),
        }
        for n, objects in enumerate(self._pages):
            layer = f'<ofd:Layer ID="{5000 + n}" Type="Body">{"".join(objects)}</ofd:Layer>'
            content = f"<ofd:Area>{area}</ofd:Area><ofd:Content>{layer}</ofd:Content>"
            files[f"Doc_0/Pages/Page_{n}/Content.xml"] = _xml("Page", content)
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for name, text in files.items():
                info = zipfile.ZipInfo(name)  # no clock: 1980
                package.writestr(info, text.encode(), zipfile.ZIP_DEFLATED)
        return out.getvalue()

    def _resources(self) -> str:
        fonts = '<ofd:Fonts><ofd:Font ID="3" FontName="宋体" FamilyName="宋体"/></ofd:Fonts>'
        size = f'Width="{PAGE[0] * _MM:.3f}" Height="{PAGE[1] * _MM:.3f}"'
        units = "".join(
            f'<ofd:CompositeGraphicUnit ID="{1000 + n}" {size}><ofd:Content>{"".join(objects)}'
            "</ofd:Content></ofd:CompositeGraphicUnit>"
            for n, objects in enumerate(self._graphics.values())
        )
        return f"{fonts}<ofd:CompositeGraphicUnits>{units}</ofd:CompositeGraphicUnits>"


def _boundary(left: float, top: float, width: float, height: float) -> str:
    return f' Boundary="{left:.3f} {top:.3f} {width:.3f} {height:.3f}"'


def _deltas(steps: list[float]) -> str:
    """Steps as the format writes them: `g 3 3.175` stands for three times 3.175."""
    words: list[str] = []
    n = 0
    while n < len(steps):
        same = n
        while same < len(steps) and round(steps[same], 3) == round(steps[n], 3):
            same += 1
        words += ["g", str(same - n)] if same - n > 2 else []
        words += [f"{steps[n]:.3f}"] * (1 if same - n > 2 else same - n)
        n = same
    return " ".join(words)


def _xml(name: str, body: str, attributes: str = "") -> str:
    head = f'<ofd:{name} xmlns:ofd="{_SPACE}"{attributes}>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{body}</ofd:{name}>\n'
