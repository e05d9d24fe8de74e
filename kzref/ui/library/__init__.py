"""Opening a library, and its contents."""
