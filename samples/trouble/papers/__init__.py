"""Paper that troubled forms are drawn on: one file a producer of PDF, all behind one Protocol."""
