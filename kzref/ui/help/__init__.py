"""Help, licences and search syntax."""
