"""Search in the window: the box, the results, filters, advanced and saved searches."""
