"""Languages that a person speaks, with the level on the CEFR scale when the CV states it."""

import re

_CEFR = re.compile(r"(?<![\w+#/])([ABC][12])(?:\s?[+-])?(?![\w#])")


def cefr_in(words: str) -> str:
    """The first CEFR level in the words ("C1"), or "": words such as "fluent" are never turned into a level."""
    match = _CEFR.search(words)
    return match[1] if match else ""
