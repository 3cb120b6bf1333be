"""What a page's own styles say of its elements: a small reader of CSS, for what shows and hides.

sheet (text → rules) → selectors and attributes (which elements) → cascade (what counts for one)
→ shown (the tree as it is printed). Sheets that a page only links to are not at hand and are not
asked for.
"""
