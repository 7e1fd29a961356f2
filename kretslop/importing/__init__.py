"""People brought in from a file: kept apart from the pool, and asked whether they want to be in it."""
