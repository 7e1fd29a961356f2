"""The agreement that an employer signs, in words, by version: an old one stays readable as it was signed (R10)."""

from django.utils.translation import gettext_lazy as _

from kretslop.campaigns import rules
from kretslop.campaigns.wording.labels import Words

_FIRST: dict[str, tuple[Words, Words]] = {
    "feedback": (
        _("Feedback."),
        _(
            "You answer each candidate within days, with a reason and words that the person can use, and you tell us "
            "how the work together goes."
        ),
    ),
    "working_sessions": (
        _("Working sessions."),
        _("You take part in information meetings and online working sessions, and in the evaluation."),
    ),
    "fit_process": (_("Your own process."), _("You fit the campaign into the way you hire.")),
    "handle_candidates": (
        _("The people who come."),
        _("You look after the candidates from the first meeting on."),
    ),
    "ambassador": (_("Ambassador."), _("You share what you have learned with other employers.")),
}
#: version -> duty -> (title, what it means)
AGREEMENTS = {rules.AGREEMENT_VERSION: _FIRST}
SIGNED_AS: dict[str, Words] = {
    "business": _("Business manager"),
    "hr": _("HR manager"),
}


def duties_in(version: str) -> list[tuple[Words, Words]]:
    """Return the duties of a version, each as a title and what it means; those of today for a version nobody kept."""
    return list(AGREEMENTS.get(version, _FIRST).values())
