"""Sentences for people as values: a key and named places, put into words where they are shown."""
