"""Times: points, spans, periods, deadlines, and the cells that are about them."""
