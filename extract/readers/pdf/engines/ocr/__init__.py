"""The third engine: a picture of a page → Page, by rules found on the picture and a small model."""
