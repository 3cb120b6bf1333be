"""Units: what stands behind a number, from multiplier to denominators."""
