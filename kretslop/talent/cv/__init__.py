"""Reads a CV file into a proposal that the candidate confirms, field by field."""

from .reading import MAX_BYTES, Found, Reading
from .sandbox import read_cv

__all__ = ["MAX_BYTES", "Found", "Reading", "read_cv"]
