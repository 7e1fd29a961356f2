"""Candidates: who they are, what they can, what they agreed to, and their place in the region's pool."""
