"""A whole campaign on real job ads and real developers, through the same actions that the pages use."""
