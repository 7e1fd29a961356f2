"""Why a file cannot be read, as a code that the room's wording explains."""


class UnreadableError(Exception):
    """The file is refused; `why` is a code."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
