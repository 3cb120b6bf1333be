"""The document of a package: its pages in order, what stands on each, seals and attachments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from extract.model import Reason, Refused
from extract.readers.ofd.package import MAIN, Package, first, local, place_of, text_of, within
from extract.readers.ofd.page_content import Canvas, page_size
from extract.readers.ofd.resources import Resources, resources_of
from extract.readers.pdf.limits import MAX_PAGES
from extract.readers.pdf.page import Page


@dataclass(slots=True)
class OfdDocument:
    """One document of a package (there may be several): where its parts lie."""

    package: Package
    name: str
    root: Any
    resources: Resources = field(default_factory=Resources)
    templates: dict[str, str] = field(default_factory=dict)
    notes: dict[str, list[Any]] = field(default_factory=dict)
    """Id of a page → what its annotations look like."""
    damaged: bool = False
    """Is something that a page is drawn with not there?"""

    @classmethod
    def open(cls, package: Package, name: str) -> OfdDocument:
        """Read what all pages share; Refused where the document is not there."""
        document = cls(package, name, package.xml(name))
        common = first(document.root, "CommonData")
        for each in resources_of(common, name, "PublicRes", "DocumentRes"):
            document.resources.add(package, each)
        for each in within(common, "TemplatePage"):
            document.templates[each.get("ID", "")] = place_of(each.get("BaseLoc", ""), name)
        document._find_notes()
        return document

    def _find_notes(self) -> None:
        place = text_of(first(self.root, "Annotations"))
        if not place:
            return
        listed = place_of(place, self.name)
        for page in self._listed(listed, "Page"):
            file = place_of(text_of(first(page, "FileLoc")), listed)
            looks = (
                first(each, "Appearance")
                for each in self._listed(file, "Annot")
                if each.get("Visible", "true").lower() != "false"
            )
            found = [each for each in looks if each is not None]
            self.notes.setdefault(page.get("PageID", ""), []).extend(found)

    def _listed(self, name: str, what: str) -> Iterator[Any]:
        """The elements of a list; none, and the document damaged, where it cannot be read."""
        try:
            yield from within(self.package.xml(name), what)
        except Refused:
            self.damaged = True

    def pages(self) -> list[tuple[str, str]]:
        """Ids and files of its pages; Refused where they are too many."""
        found = [
            (each.get("ID", ""), place_of(each.get("BaseLoc", ""), self.name))
            for each in within(first(self.root, "Pages"), "Page")
        ]
        if len(found) > MAX_PAGES:
            raise Refused(Reason.RESOURCE_LIMIT, f"The file claims {len(found)} pages: split it.")
        return found

    def page(self, number: int, identity: str, name: str) -> Page:
        """A page as drawn. Raises Refused where it is not there, and PageTooLarge."""
        root = self.package.xml(name)
        for each in resources_of(root, name, "PageRes"):
            self.resources.add(self.package, each)
        common = first(self.root, "CommonData", "PageArea")
        canvas = Canvas(number, page_size(first(root, "Area"), common), self.resources)
        templates = list(within(root, "Template"))
        for each in templates:
            if each.get("ZOrder", "Background") != "Foreground":
                self._template(canvas, each)
        canvas.layers(first(root, "Content"))
        for each in templates:
            if each.get("ZOrder") == "Foreground":
                self._template(canvas, each)
        for look in self.notes.get(identity, ()):
            canvas.annotation(look)
        return canvas.page()

    def _template(self, canvas: Canvas, named: Any) -> None:
        name = self.templates.get(named.get("TemplateID", ""))
        try:
            if name is None:
                self.damaged = True
            else:
                canvas.layers(first(self.package.xml(name), "Content"))
        except Refused:
            self.damaged = True

    def attachments(self) -> list[str]:
        """The files in the package that are attached to it."""
        place = text_of(first(self.root, "Attachments"))
        if not place:
            return []
        listed = place_of(place, self.name)
        files = (first(each, "FileLoc") for each in self._listed(listed, "Attachment"))
        return [place_of(text_of(each), listed) for each in files if text_of(each)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """An electronic signature of a package: by whom, and whether it shows a seal."""

    provider: str
    shown: bool


def documents_of(package: Package) -> list[OfdDocument]:
    """The documents of a package in their order; Refused where there is none."""
    bodies = list(within(package.xml(MAIN), "DocBody"))
    roots = [text_of(first(body, "DocRoot")) for body in bodies]
    found = [OfdDocument.open(package, place_of(root, MAIN)) for root in roots if root]
    if not found:
        raise Refused(Reason.DAMAGED, "The OFD file holds no document: fetch it again.")
    return found


def title_of(package: Package) -> str | None:
    """The title that the package states, if any."""
    found = text_of(first(package.xml(MAIN), "DocBody", "DocInfo", "Title"))
    return found or None


def seals_of(package: Package) -> list[Seal]:
    """The signatures of a package; they are named, not proven."""
    found = []
    for body in within(package.xml(MAIN), "DocBody"):
        place = text_of(first(body, "Signatures"))
        if not place:
            continue
        listed = place_of(place, MAIN)
        try:
            signatures = list(within(package.xml(listed), "Signature"))
        except Refused:
            found.append(Seal(provider="", shown=False))
            continue
        found += [_seal(package, each, listed) for each in signatures]
    return found


def _seal(package: Package, signature: Any, listed: str) -> Seal:
    provider, shown = "", signature.get("Type", "Seal") == "Seal"
    try:
        root = package.xml(place_of(signature.get("BaseLoc", ""), listed))
    except Refused:
        return Seal(provider=provider, shown=shown)
    info = next((each for each in root if local(each) == "SignedInfo"), None)
    if (named := first(info, "Provider")) is not None:
        provider = named.get("ProviderName", "")
    return Seal(provider=provider, shown=first(info, "StampAnnot") is not None)
