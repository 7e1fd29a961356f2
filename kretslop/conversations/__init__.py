"""Conversations: one between a candidate and the liaison, and one for each introduction."""
