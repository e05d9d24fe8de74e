"""The page that is read, and the way from page to page."""
