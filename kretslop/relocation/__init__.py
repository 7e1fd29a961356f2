"""Help for the person and those who come along: the household that a candidate tells of, and the way to a new home."""
