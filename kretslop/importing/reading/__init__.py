"""From a file as it came to a plain table: rows of text, one JSON list on each line. Knows no Django."""
