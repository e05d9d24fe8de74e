"""kzref: an offline desktop legal reference."""

__version__ = "0.1.0"
