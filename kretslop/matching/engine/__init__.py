"""The fast engine: one bitmap a feature, one bit a candidate; must-haves are ANDs, scores are added in bit planes."""
