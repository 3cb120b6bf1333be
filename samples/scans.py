"""Publications as scans and photographs: pages drawn with real fonts, then paper, light and ink.

`python -m samples.scans LAYOUT LOOK FILE` writes one as jpeg or png. `scanned(pdf, look)` makes
pictures of a PDF that was born digital: what that one says is the truth of the scan. Chance is
seeded: the same bytes every time, with the same fonts and libraries.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from math import cos, pi, sin
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from extract.readers.pdf.engines.pictures import Pictures

_INCH = 72.0
_RED = (214, 40, 44)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a sheet was scanned. `dpi`: pixels an inch; angles in degrees.

    `noise`: grey levels; `soft`: pixels of blur; `tilt`: share of the sheet's side by which a
    camera bends it; `shadow`: share of the light that is taken from one corner; `turns`: quarter
    turns; `pair`: two pages on one sheet; `limit`: the grey below which a black and white scanner
    sees ink; `covers`: share of what lies under a seal that its ink hides.
    """

    name: str
    dpi: int = 300
    colour: bool = False
    bilevel: bool = False
    limit: int = 150
    paper: int = 255
    noise: float = 0.0
    soft: float = 0.0
    skew: float = 0.0
    tilt: float = 0.0
    shadow: float = 0.0
    jpeg: int = 0
    seal: bool = False
    covers: float = 0.0
    turns: int = 0
    pair: bool = False


LOOKS = (
    Look(name="clean 300", dpi=300, jpeg=90),
    Look(name="office 300", dpi=300, paper=246, noise=4, skew=0.6, jpeg=75),
    Look(name="office 200", dpi=200, paper=246, noise=5, skew=-0.8, jpeg=70),
    Look(name="worn 200", dpi=200, paper=238, noise=10, soft=0.7, skew=1.4, jpeg=55),
    Look(name="fax 200", dpi=200, bilevel=True, noise=6, skew=0.3),
    Look(name="thin fax 200", dpi=200, bilevel=True, limit=125, noise=14, soft=0.6, skew=-0.4),
    Look(name="sealed 200", dpi=200, colour=True, paper=250, noise=4, skew=0.4, jpeg=75, seal=True),
    Look(name="covered 200", dpi=200, colour=True, noise=4, jpeg=75, seal=True, covers=0.9),
    Look(name="grey seal 200", dpi=200, paper=250, noise=4, jpeg=75, seal=True),
    Look(name="coarse 150", dpi=150, paper=246, noise=4, skew=-0.5, jpeg=60),
    Look(name="skewed 200", dpi=200, paper=246, noise=4, skew=2.8, jpeg=75),
    Look(name="turned 200", dpi=200, noise=3, skew=0.4, jpeg=80, turns=1),
    Look(name="upside down 200", dpi=200, noise=3, jpeg=80, turns=2),
    Look(name="fine 600", dpi=600, noise=4, skew=0.3, jpeg=80),
    Look(
        name="photograph",
        dpi=220,
        colour=True,
        paper=240,
        noise=5,
        soft=0.6,
        skew=1.0,
        tilt=0.05,
        shadow=0.45,
        jpeg=80,
    ),
)


class FontsMissing(Exception):  # noqa: N818 -- a machine without Chinese fonts draws boxes
    """No Chinese font is installed: what would be drawn is no print."""


def scanned(pdf: bytes, look: Look, *, seed: int = 1, fonts: Path | None = None) -> bytes:
    """A PDF of pictures of another one's pages; raises FontsMissing."""
    sheets = sheets_of(pdf, look, seed=seed, fonts=fonts)
    pages = [_encoded(sheet, look) for sheet in sheets]
    out = BytesIO()
    first, *others = pages
    how = {} if look.bilevel else {"quality": look.jpeg or 95}
    first.save(out, "PDF", save_all=True, append_images=others, resolution=look.dpi, **how)
    return out.getvalue()


def sheets_of(
    pdf: bytes, look: Look, *, seed: int = 1, fonts: Path | None = None
) -> list[Image.Image]:
    """The sheets of a PDF as they come from a scanner or a camera; raises FontsMissing."""
    pages = _drawn(pdf, look, fonts)
    chance = Random(f"{look.name} {seed}")  # noqa: S311 -- noise, no secret
    if look.pair:
        pages = [_side_by_side(pages[n : n + 2]) for n in range(0, len(pages), 2)]
    return [_scan(page, look, chance) for page in pages]


def _drawn(pdf: bytes, look: Look, fonts: Path | None) -> list[Image.Image]:
    pictures = Pictures(pdf, fonts)
    try:
        pages = [pictures.of(n, look.dpi / _INCH) for n in range(1, len(pictures) + 1)]
        if pictures.missing:
            raise FontsMissing(", ".join(sorted(pictures.missing)))
    finally:
        pictures.close()
    return [page.convert("RGB") for page in pages if page is not None]


def _side_by_side(pages: list[Image.Image]) -> Image.Image:
    width, height = pages[0].size
    sheet = Image.new("RGB", (2 * width, height), "white")
    for n, page in enumerate(pages):
        sheet.paste(page, (n * width, 0))
    return sheet


def _scan(page: Image.Image, look: Look, chance: Random) -> Image.Image:
    if look.seal:
        page = _sealed(page, look, chance)
    if look.soft:
        page = page.filter(ImageFilter.GaussianBlur(look.soft))
    fill = (look.paper,) * 3
    page = _tinted(page, look)
    if look.skew:
        page = page.rotate(look.skew, Image.Resampling.BICUBIC, fillcolor=fill)
    if look.tilt:
        page = _photographed(page, look, chance)
    pixels = np.asarray(page if look.colour else page.convert("L")).astype(np.float32)
    pixels = _lit(pixels, look)
    noise = np.random.default_rng(chance.getrandbits(32)).normal(0, 1, pixels.shape[:2])
    pixels += look.noise * (noise if pixels.ndim == 2 else noise[..., None])
    sheet = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    for _ in range(look.turns):
        sheet = sheet.transpose(Image.Transpose.ROTATE_270)
    return sheet


def _tinted(page: Image.Image, look: Look) -> Image.Image:
    """Ink is never quite black, paper never quite white."""
    span = look.paper - 25
    return page.point([round(25 + value / 255 * span) for value in range(256)] * 3)


def _sealed(page: Image.Image, look: Look, chance: Random) -> Image.Image:
    """A round red seal with a star over the lower half of the page."""
    size = round(1.6 * look.dpi)
    seal = Image.new("RGB", (size, size), "white")
    pen = ImageDraw.Draw(seal)
    edge = round(0.03 * look.dpi)
    pen.ellipse((edge, edge, size - edge, size - edge), outline=_RED, width=edge)
    middle, far, near = size / 2, 0.2 * size, 0.08 * size
    radii = (far, near) * 5
    points = [
        (middle + r * sin(k * pi / 5), middle - r * cos(k * pi / 5)) for k, r in enumerate(radii)
    ]
    pen.polygon(points, fill=_RED)
    for k in range(14):
        angle = pi * (0.75 + 1.5 * k / 13)
        x, y = middle + 0.37 * size * sin(angle), middle - 0.37 * size * cos(angle)
        half = 0.03 * size
        pen.rectangle(
            (x - half, y - half, x + half, y + half), outline=_RED, width=max(2, edge // 2)
        )
    at = (
        round(page.width * chance.uniform(0.45, 0.6)),
        round(page.height * chance.uniform(0.25, 0.5)),
    )
    stamped = np.asarray(page).astype(np.float32)
    area = stamped[at[1] : at[1] + size, at[0] : at[0] + size]
    ink = np.asarray(seal).astype(np.float32)[: area.shape[0], : area.shape[1]]
    inked = (ink.min(axis=2, keepdims=True) < 200) * np.float32(look.covers)
    area[...] = area * (ink / 255) * (1 - inked) + ink * inked
    return Image.fromarray(stamped.astype(np.uint8))


def _photographed(page: Image.Image, look: Look, chance: Random) -> Image.Image:
    """A sheet on a dark table, seen from a corner."""
    width, height = page.size
    margin = round(0.06 * width)
    seen = (width + 2 * margin, height + 2 * margin)
    off = [chance.uniform(0, look.tilt) for _ in range(8)]
    corners = [
        (margin + off[0] * width, margin + off[1] * height),
        (width + margin - off[2] * width, margin + off[3] * height),
        (width + margin - off[4] * width, height + margin - off[5] * height),
        (margin + off[6] * width, height + margin - off[7] * height),
    ]
    flat = [(0, 0), (width, 0), (width, height), (0, height)]
    ways = _ways(corners, flat)
    table = Image.new("RGB", seen, (92, 70, 52))
    mask = Image.new("L", page.size, 255).transform(seen, Image.Transform.PERSPECTIVE, ways)
    bent = page.transform(seen, Image.Transform.PERSPECTIVE, ways, Image.Resampling.BICUBIC)
    table.paste(bent, (0, 0), mask)
    return table


def _ways(seen: Iterable[tuple[float, float]], flat: Iterable[tuple[float, float]]) -> list[float]:
    """The eight numbers by which PIL finds the place on the flat sheet for one in the picture."""
    rows: list[list[float]] = []
    right: list[float] = []
    for (x, y), (u, v) in zip(seen, flat, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    return [float(each) for each in np.linalg.solve(np.array(rows), np.array(right))]


def _lit(pixels: Any, look: Look) -> Any:
    """Light that falls off to one corner, with a soft shadow's edge."""
    if not look.shadow:
        return pixels
    height, width = pixels.shape[:2]
    across = np.linspace(0, 1, width)[None, :] + np.linspace(0, 1, height)[:, None]
    light = 1 - look.shadow / (1 + np.exp(-9 * (across - 1.1)))
    return pixels * (light if pixels.ndim == 2 else light[..., None])


def _encoded(sheet: Image.Image, look: Look) -> Image.Image:
    """Black and white, or as JPEG leaves it."""
    if look.bilevel:
        return (
            sheet.convert("L")
            .point([255 * (value > look.limit) for value in range(256)])
            .convert("1")
        )
    return sheet


if __name__ == "__main__":
    from samples.layouts.dress import file

    [look] = [each for each in LOOKS if each.name == sys.argv[2]]
    born = file(sys.argv[1], "clean", "pdf", "strokes").data
    quality = look.jpeg or 95
    sheets_of(born, look)[0].save(sys.argv[3], dpi=(look.dpi, look.dpi), quality=quality)
