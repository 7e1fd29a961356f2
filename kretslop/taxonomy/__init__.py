"""Occupations and skills, and finding them in text."""
