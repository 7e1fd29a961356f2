"""The errors that actions raise and pages turn into words."""


class KretslopError(Exception):
    """Base of every error that a person caused or can mend.

    `code` is stable and machine-readable; `message` is a (lazy) sentence for the person who acted.
    """

    def __init__(self, code: str, message: object = "") -> None:
        super().__init__(code)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return str(self.message or self.code)


class NotPossible(KretslopError):
    """The rules do not allow this move from this state; nothing was changed."""


class NotAllowed(KretslopError):
    """The person may not do this; nothing was changed."""


class AlreadyDecided(NotPossible):
    """Somebody was quicker. `by_name` and `state` tell what was decided and by whom."""

    def __init__(self, *, state: str, by_name: str, same_person: bool, message: object = "") -> None:
        super().__init__("already_decided", message)
        self.state = state
        self.by_name = by_name
        self.same_person = same_person


class Invalid(KretslopError):
    """An input is wrong; `field` says which one."""

    def __init__(self, field: str, code: str, message: object = "") -> None:
        super().__init__(code, message)
        self.field = field
