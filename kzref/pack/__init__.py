"""A folder of Markdown read as documents, sections, addresses, pinpoints, numbers and terms; and its check."""
