"""Four years of an invented county whose projects and departments are renamed, merged and split."""
