"""From the columns of a table to what we keep of a person, with every problem by row and column. Knows no Django."""
