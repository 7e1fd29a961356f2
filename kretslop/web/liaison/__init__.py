"""The talent liaison's desk."""
