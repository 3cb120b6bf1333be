"""The review site: a dataset as pages that open from disk, with pictures and a queue of doubts."""
