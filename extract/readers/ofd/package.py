"""The package: a zip of XML files that point at each other, opened within limits."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml import etree

from extract.model import Reason, Refused

MAIN = "OFD.xml"
_MOST = 64 * 1024**2
"""Bytes of one XML file: a page of 200,000 characters has less."""
_MOST_IN_ALL = 512 * 1024**2
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)
_LOCKED = 0x1
_LOCKS = ("encryptions.xml", "decryptseed.dat", "entriesmap.dat")
"""Files of a package whose content is encrypted (GM/T 0099)."""
_DAMAGED = "The OFD file is damaged: fetch it again from the place it was published."
_ENCRYPTED = "The OFD file is encrypted: publish it without encryption, or as PDF."
_LARGE = "The OFD file holds more than anything printed: split it."


class Package:
    """An open package; every method raises Refused, and nothing else."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _BROKEN as error:
            raise Refused(Reason.DAMAGED, _DAMAGED) from error
        self._names = {_plain(info.filename): info for info in self._zip.infolist()}
        self._read = 0
        names = {posixpath.basename(name) for name in self._names}
        locked = any(info.flag_bits & _LOCKED for info in self._zip.infolist())
        if locked or not names.isdisjoint(_LOCKS):
            raise Refused(Reason.ENCRYPTED, _ENCRYPTED)

    def has(self, name: str) -> bool:
        """Is there a file of that name?"""
        return _plain(name) in self._names

    def xml(self, name: str) -> Any:
        """The root element of a file; Refused where it is not there, or no XML."""
        info = self._names.get(_plain(name))
        if info is None:
            raise Refused(Reason.DAMAGED, _DAMAGED)
        self._read += info.file_size
        if info.file_size > _MOST or self._read > _MOST_IN_ALL:
            raise Refused(Reason.RESOURCE_LIMIT, _LARGE)
        try:
            # entities could name files of this machine, or grow without end: none is resolved
            parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
            return etree.fromstring(self._zip.read(info), parser)
        except (*_BROKEN, RuntimeError, etree.XMLSyntaxError) as error:
            raise Refused(Reason.DAMAGED, _DAMAGED) from error


def is_package(data: bytes) -> bool:
    """Is it a zip that holds the main file of an OFD?"""
    try:
        with zipfile.ZipFile(BytesIO(data)) as opened:
            return any(_plain(name) == _plain(MAIN) for name in opened.namelist())
    except _BROKEN:
        return False


def place_of(location: str, beside: str) -> str:
    """A file's name in the package, as another file there points at it.

    >>> place_of("Pages/Page_0/Content.xml", "Doc_0/Document.xml")
    'Doc_0/Pages/Page_0/Content.xml'
    >>> place_of("/Doc_0/Res.xml", "Doc_0/Pages/Page_0/Content.xml")
    'Doc_0/Res.xml'
    """
    location = location.strip().replace("\\", "/")
    folder = "" if location.startswith("/") else posixpath.dirname(beside)
    return posixpath.normpath(posixpath.join("/", folder, location.lstrip("/"))).lstrip("/")


def local(element: Any) -> str:
    """The name of an element without its namespace: producers use two, and none."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def within(element: Any, *names: str) -> Iterator[Any]:
    """The children of an element with those names; none of no element."""
    if element is not None:
        yield from (child for child in element if local(child) in names)


def first(element: Any, *path: str) -> Any:
    """The first element on a path of names below one; None where there is none."""
    for name in path:
        element = next(within(element, name), None)
    return element


def text_of(element: Any) -> str:
    """The text of an element; nothing where there is none."""
    return "" if element is None else (element.text or "").strip()


def numbers(text: str | None) -> tuple[float, ...]:
    """Numbers parted by spaces; what is none ends them.

    >>> numbers("0 0 210 297"), numbers(None), numbers("1 x 2")
    ((0.0, 0.0, 210.0, 297.0), (), (1.0,))
    """
    found = []
    for word in (text or "").split():
        try:
            found.append(float(word))
        except ValueError:
            break
    return tuple(found)


def _plain(name: str) -> str:
    """Names are compared without case: packages written on other systems differ in it."""
    return posixpath.normpath(name.replace("\\", "/").lstrip("/")).lower()
