"""Agreed criteria applied to candidates: explained pre-selection by the machine, approval by the liaison."""
