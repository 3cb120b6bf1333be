"""What keeps a dataset from being written; known also to processes that load no Arrow."""

from __future__ import annotations


class PublishError(Exception):
    """The dataset cannot be written; the message says what a person can do."""
