"""What a search returns: hits, snippets, suggestions."""
