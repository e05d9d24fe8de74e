"""Series of numbers: what is derived from them, how they are written, and how a chart of them is laid out."""
