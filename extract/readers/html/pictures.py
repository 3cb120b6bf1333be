"""Pictures and drawings: print that nobody can read here, told from the frame of a site."""

from __future__ import annotations

from itertools import islice
from urllib.parse import urlsplit

import regex

from extract.readers.html.data import names
from extract.readers.html.style.cascade import Cascade
from extract.readers.html.style.declarations import declarations
from extract.readers.html.style.selectors import Element
from extract.readers.html.unread import mark

_DRAWN = (
    "img",
    "svg",
    "canvas",
    "object",
    "embed",
    "video",
    "meter",
    "progress",
    "iframe",
    "input",
)
_SOURCES = ("data-original", "data-src", "data-url", "src", "data", "poster")
_SPACER = 3  # pixels: a rule or a gap, nothing that says anything
_ICON = 64  # pixels
_AROUND = 12  # elements up to which one that names a site's frame is looked for
_NUMBER = regex.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:px|pt)?\s*")
_WORDS = regex.compile(r"[a-z]+|\p{Han}+", flags=regex.I)
_URL = regex.compile(r"url\(\s*[\"']?(.*?)[\"']?\s*\)", flags=regex.S)
_FRAMES = ("header", "footer", "nav", "aside")
_INLINE_DATA = regex.compile(r"data:image/gif;base64,R0lGODlhAQAB")


def mark_pictures(root: Element, cascade: Cascade) -> None:
    """Say of every picture below `root` what it is; what stands in for one is no text."""
    for element in list(root.iter(*_DRAWN)):
        if element.tag == "input" and element.get("type", "").lower() not in ("image", "range"):
            continue
        if _holds_the_page(element):
            continue
        told = _told(element)
        del element[:]
        element.text = None
        if not _is_spacer(element) and not _marks_a_file(element):
            mark(element, told, frame=_is_of_frame(element))
    for icon in list(root.iter("i", "span", "em")):
        if icon.get("class") and not len(icon) and not (icon.text or "").strip() and _is_icon(icon):
            mark(icon, f"an icon: {icon.get('class')}", frame=True)
    _mark_backgrounds(root, cascade)


def _holds_the_page(element: Element) -> bool:
    """Was it never closed, so that what follows it seems to be in it?"""
    return next(element.iter("table", "tr", "td", "p", "div"), None) is not None


def _told(element: Element) -> str:
    """What a picture says of itself: its alternative text, its title, the name of its file."""
    said = (element.get("alt"), element.get("title"), _file(element))
    inside = "".join(element.itertext()) if element.tag in ("svg", "canvas") else None
    told = [" ".join(each.split()) for each in (*said, inside) if each and each.strip()]
    return f"{element.tag}: {' | '.join(told)}" if told else element.tag


def _file(element: Element) -> str:
    address = next((x for name in _SOURCES if (x := element.get(name))), "")
    return "" if address.startswith("data:") else _name_of(address)


def _name_of(address: str) -> str:
    try:
        return urlsplit(address).path.rsplit("/", 1)[-1]
    except ValueError:
        return address


def _is_spacer(element: Element) -> bool:
    """A gap or a rule drawn as a picture."""
    lazily = any(element.get(name) for name in _SOURCES[:3])
    if not lazily and _INLINE_DATA.match(element.get("src", "")):
        return True
    if any(size <= _SPACER for size in _sizes(element)):
        return True
    return not lazily and bool(_words(_file(element)) & set(names("pictures", "spacers")))


def _sizes(element: Element) -> list[float]:
    said = declarations(element.get("style") or "")
    written = (
        said[side][0] if side in said else element.get(side, "") for side in ("width", "height")
    )
    return [float(found[1]) for each in written if (found := _NUMBER.fullmatch(each))]


def _marks_a_file(element: Element) -> bool:
    """A file in a frame, or the sign of its kind beside the link to it: a note tells of it."""
    files = names("attachments", "extensions")
    if element.tag in ("iframe", "embed", "object") and _has_ending(_file(element), files):
        return True
    around = element.getparent()
    return any(
        each is not None and each.tag == "a" and _links_to(each, files)
        for each in (around, element.getnext(), element.getprevious())
    )


def _links_to(link: Element, extensions: tuple[str, ...]) -> bool:
    return _has_ending(_name_of(link.get("href", "")), extensions)


def _has_ending(file: str, extensions: tuple[str, ...]) -> bool:
    return file.lower().rpartition(".")[2] in extensions


def _is_of_frame(element: Element) -> bool:
    """Does it look like a part of the site: a logo, a button, a code to scan, a banner?"""
    sizes = _sizes(element)
    if len(sizes) == 2 and max(sizes) <= _ICON:
        return True
    words = set(names("pictures", "frame"))
    if _words(_told(element), element.get("class"), element.get("id")) & words:
        return True
    for around in islice(element.iterancestors(), _AROUND):
        if around.tag in _FRAMES or _words(around.get("class"), around.get("id")) & words:
            return True
        if around.tag == "a" and around.get("href"):
            return not _links_to(around, names("pictures", "extensions"))
    return False


def _words(*texts: str | None) -> set[str]:
    return {word.lower() for text in texts if text for word in _WORDS.findall(text)}


def _is_icon(element: Element) -> bool:
    written = (element.get("class") or "").lower().split()
    icons = names("pictures", "icons")
    return any(each in icons or each.startswith(tuple(f"{x}-" for x in icons)) for each in written)


def _mark_backgrounds(root: Element, cascade: Cascade) -> None:
    """Say of a cell, or of what is in one, that a picture lies behind its text."""
    suspects = cascade.suspects(root, lambda said: "url(" in said.get("background-image", ""))
    for element in dict.fromkeys((*suspects, *cascade.attributes.elements("background", "td"))):
        if element.tag in ("th", "tr", "table") or not _is_place(element):
            continue
        said = cascade.of(element)
        behind = said.get("background-image", "")
        address = element.get("background") or (found[1] if (found := _URL.search(behind)) else "")
        textures = set(names("pictures", "textures"))
        tiled = said.get("background-repeat", "").startswith(("repeat-x", "repeat-y"))
        if address and not tiled and not _words(_name_of(address)) & textures:
            told = f"a picture behind the text: {_name_of(address)}"
            mark(element, told, frame=_is_of_frame(element))


def _is_place(element: Element) -> bool:
    """Could a value be in the picture behind it: in a cell, or in a large box without any text?"""
    if element.tag == "td" or next(element.iterancestors("td"), None) is not None:
        return True
    sizes = _sizes(element)
    is_large = len(sizes) == 2 and min(sizes) > _ICON
    return is_large and not any(text.strip() for text in element.itertext())
