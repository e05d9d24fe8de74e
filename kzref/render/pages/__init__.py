"""Pages made of the HTML of sections."""
