"""OFD (GB/T 33190): package → pages → ruled tables, by the same steps as PDF."""

from extract.readers.ofd.reader import OFD

__all__ = ["OFD"]
