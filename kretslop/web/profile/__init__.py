"""The questions about a person, asked alike when they register and when they correct their profile."""
