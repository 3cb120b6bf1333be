"""lxml's tree of a page as written → as a browser prints it, before anything is read of it."""

from __future__ import annotations

from extract.readers.html.fields import print_fields
from extract.readers.html.formulas import mark_formulas
from extract.readers.html.generated import print_generated
from extract.readers.html.pictures import mark_pictures
from extract.readers.html.style.attributes import Attributes
from extract.readers.html.style.cascade import Cascade
from extract.readers.html.style.selectors import Element
from extract.readers.html.style.shown import show
from extract.readers.html.style.unseen_colours import take_out_unseen


def as_printed(root: Element, attributes: Attributes) -> None:
    """Change the tree in place: generated text in, hidden text out, fields and pictures told."""
    cascade = Cascade(root, attributes)
    print_generated(root, cascade)
    take_out_unseen(root, cascade)
    mark_pictures(root, cascade)
    mark_formulas(root)
    show(root, cascade)
    print_fields(root)
