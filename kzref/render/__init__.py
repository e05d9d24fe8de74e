"""A section's Markdown to the one HTML that screen, paper and clipboard share; and a page made of sections."""
