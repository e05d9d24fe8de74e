"""HTML: cleaning, limits of nesting, tokens, plain text."""
