"""Executing a query on an index."""
