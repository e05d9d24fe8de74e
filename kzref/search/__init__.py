"""What the user typed, a query, hits with snippets. The only package that imports whoosh."""
