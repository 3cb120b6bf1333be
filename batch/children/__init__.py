"""Processes that read: one document after the other under limits, watched from outside."""
