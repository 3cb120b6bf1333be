"""A document of Word 97, byte by byte: as little of the format as a table needs.

Every paragraph and every run of letters has a page of properties of its own; the streams are
longer than the format's limit for small ones.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass

SECTOR = 512
TEXT_AT = 0x800
IN_TABLE = b"\x16\x24\x01"
ROW_ENDS = b"\x17\x24\x01"
HIDDEN = b"\x3c\x08\x01"
DELETED = b"\x00\x08\x01"
FIRST_SIDEWAYS, SIDEWAYS, DOWN, FIRST_DOWN = 1, 2, 0x20, 0x60


@dataclass(frozen=True, slots=True)
class Letters:
    """A run of letters with its properties."""

    text: str
    properties: bytes = b""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs of letters, the last of them with the mark that ends it, and what is said of it."""

    runs: tuple[Letters, ...]
    properties: bytes = b""


def line(text: str) -> Paragraph:
    return Paragraph((Letters(text + "\r"),))


def cell(*runs: Letters | str) -> Paragraph:
    letters = tuple(each if isinstance(each, Letters) else Letters(each) for each in runs)
    return Paragraph((*letters, Letters("\x07")), IN_TABLE)


def row_end(edges: Iterable[tuple[int, int]]) -> Paragraph:
    """The end of a row: right edges and flags of its cells."""
    edges = tuple(edges)
    body = bytes([len(edges)]) + struct.pack("<h", 0)
    body += b"".join(struct.pack("<h", right) for right, _ in edges)
    body += b"".join(struct.pack("<H18x", flags) for _, flags in edges)
    table = struct.pack("<HH", 0xD608, len(body) + 1) + body
    return Paragraph((Letters("\x07"),), IN_TABLE + ROW_ENDS + table)


def row(*cells: Paragraph | str, flags: tuple[int, ...] = ()) -> list[Paragraph]:
    own = [each if isinstance(each, Paragraph) else cell(each) for each in cells]
    stated = flags or (0,) * len(own)
    ends = row_end((2000 * (n + 1), flag) for n, flag in enumerate(stated))
    return [*own, ends]


def document(
    paragraphs: Iterable[Paragraph],
    *,
    flags: int = 0,
    version: int = 0xC1,
    data: bytes = b"",
    shapes: tuple[tuple[int, int, int], ...] = (),
) -> bytes:
    """The file of a document; `shapes` are tied to a character, with their sides in twips."""
    paragraphs = tuple(paragraphs)
    text = "".join(run.text for each in paragraphs for run in each.runs)
    units = text.encode("utf-16-le", "surrogatepass")
    main = bytearray(TEXT_AT) + units
    main += bytes(-len(main) % SECTOR)
    ends, pages = [TEXT_AT], []
    letter_ends, letter_pages = [TEXT_AT], []
    for each in paragraphs:
        for run in each.runs:
            letter_ends.append(letter_ends[-1] + 2 * len(run.text))
            letter_pages.append(len(main) // SECTOR)
            main += _page(letter_ends[-2:], 1, bytes([len(run.properties)]) + run.properties)
        ends.append(letter_ends[-1])
        pages.append(len(main) // SECTOR)
        styled = b"\0\0" + each.properties
        styled += bytes(len(styled) % 2 == 0)
        main += _page(ends[-2:], 13, bytes([(len(styled) + 1) // 2]) + styled)
    pieces = struct.pack("<III", 0, len(text), 0)[:8] + struct.pack("<HIH", 0, TEXT_AT, 0)
    table = bytearray()
    places = {}
    for at, part in (
        (0xFA, _plc(letter_ends, letter_pages)),
        (0x102, _plc(ends, pages)),
        (0x1A2, b"\x02" + struct.pack("<I", len(pieces)) + pieces),
        (0x1DA, _shapes(shapes, len(text)) if shapes else b""),
    ):
        places[at] = (len(table), len(part))
        table += part
    struct.pack_into("<HH", main, 0, 0xA5EC, version)
    struct.pack_into("<H", main, 10, 0x0200 | flags)
    struct.pack_into("<i", main, 0x4C, len(text))
    for at, (start, length) in places.items():
        struct.pack_into("<II", main, at, start, length)
    streams = {"WordDocument": bytes(main), "1Table": bytes(table)}
    return compound(streams | ({"Data": data} if data else {}))


def _shapes(shapes: tuple[tuple[int, int, int], ...], end: int) -> bytes:
    tied = struct.pack(f"<{len(shapes) + 1}I", *(each[0] for each in shapes), end)
    return tied + b"".join(
        struct.pack("<I4iHI", 1, 0, 0, wide, tall, 0, 0) for _, wide, tall in shapes
    )


def picture(wide: int, tall: int) -> bytes:
    """What stands of an inline picture in the stream Data: its head, with its sides in twips."""
    return struct.pack("<IH22xHHHH", 44, 44, wide, tall, 1000, 1000) + bytes(8)


def _page(ends: list[int], width: int, properties: bytes) -> bytes:
    at = SECTOR - 2 - len(properties)
    at -= at % 2
    page = bytearray(SECTOR)
    struct.pack_into("<II", page, 0, *ends)
    page[8] = at // 2
    page[at : at + len(properties)] = properties
    page[-1] = 1
    assert at > 8 + width
    return bytes(page)


def _plc(ends: list[int], pages: list[int]) -> bytes:
    return struct.pack(f"<{len(ends)}I", *ends) + struct.pack(f"<{len(pages)}I", *pages)


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams, none of them in the store for small ones."""
    padded = {name: data + bytes(-len(data) % SECTOR) for name, data in streams.items()}
    padded = {name: data + bytes(max(0, 4096 - len(data))) for name, data in padded.items()}
    sectors = b""
    chains: list[int] = []
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    for n, (name, data) in enumerate(padded.items(), 1):
        first = len(chains)
        count = len(data) // SECTOR
        chains += [*range(first + 1, first + count), 0xFFFFFFFE]
        sectors += data
        right = n + 1 if n < len(padded) else 0xFFFFFFFF
        entries.append(_entry(name, 2, first, len(data), right=right))
    entries += [bytes(128)] * (-len(entries) % 4)
    directory = len(chains)
    count = len(entries) // 4
    chains += [*range(directory + 1, directory + count), 0xFFFFFFFE]
    sectors += b"".join(entries)
    table = len(chains)
    needed = 1
    while needed * 128 < len(chains) + needed:
        needed += 1
    chains += [0xFFFFFFFD] * needed
    chains += [0xFFFFFFFF] * (-len(chains) % 128)
    sectors += struct.pack(f"<{len(chains)}I", *chains)
    head = bytearray(SECTOR)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<III", head, 44, needed, directory, 0)
    struct.pack_into("<IIIII", head, 56, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    listed = [*range(table, table + needed)]
    listed += [0xFFFFFFFF] * (109 - len(listed))
    struct.pack_into("<109I", head, 76, *listed)
    return bytes(head) + sectors


def _entry(  # noqa: PLR0917
    name: str, kind: int, first: int, size: int, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF
) -> bytes:
    written = name.encode("utf-16-le", "surrogatepass")
    return (
        written.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(written) + 2, kind, 1, 0xFFFFFFFF, right, child)
        + bytes(36)
        + struct.pack("<III", first, size, 0)
    )
