"""The Markdown of a document before it is rendered: front matter, headings, code, references and limits."""
