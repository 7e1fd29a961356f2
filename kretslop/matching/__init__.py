"""The pure engine: criteria, facts, explanation, ranking. Knows no Django."""
