"""Finds records that probably describe the same person, and says why; plain Python, no Django, nothing merges here."""

from kretslop.talent.duplicates.finding import Found, Reason, find, find_among
from kretslop.talent.duplicates.records import FIELDS, Record

__all__ = ["FIELDS", "Found", "Reason", "Record", "find", "find_among"]
