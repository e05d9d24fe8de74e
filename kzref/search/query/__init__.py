"""What was typed, read as a tree of conditions."""
