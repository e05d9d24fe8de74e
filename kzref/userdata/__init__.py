"""What belongs to the user: settings."""
