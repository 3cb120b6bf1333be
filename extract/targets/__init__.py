"""The family of performance targets (绩效目标表): table → forms, by the catalogue of layouts."""

from extract.targets.catalogue import LAYOUTS, Layout, recognise
from extract.targets.declined import declined

__all__ = ["LAYOUTS", "Layout", "declined", "recognise"]
