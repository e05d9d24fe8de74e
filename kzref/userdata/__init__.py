"""What belongs to the user: settings, and the way through a library."""
