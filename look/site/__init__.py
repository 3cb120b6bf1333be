"""The review site: a dataset as pages that open from disk, with pictures and a queue of doubts."""

from look.site.build import Built, SiteError, build

__all__ = ["Built", "SiteError", "build"]
