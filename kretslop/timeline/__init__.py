"""The append-only record of what happened, to whom, by whom: codes and random references, no words about a person."""
