"""Charts in pages."""
