"""Joint campaigns: who joined, what they want, what was agreed, and who registered."""
