"""Optional answers that are counted without names, to see whether the process treats everybody alike."""
