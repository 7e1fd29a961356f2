"""Surveys: what employers say about working together, after each introduction and at the evaluation (R10, R45)."""
