"""The inventory of personal data about candidates in words, collected from what each model declares."""

from typing import NamedTuple

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, str | Promise] = {
    "identity": _("Who you are"),
    "contact": _("How to reach you"),
    "profile": _("What you can do and would like"),
    "words": _("What is written by you, to you and about you"),
    "household": _("Your partner and family, if you tell us"),
    "fairness": _("Answers to the fairness questions, if you give them"),
    "decision": _("What was decided and agreed"),
    "trace": _("What happened, and when"),
    "technical": _("What the site needs in order to work"),
}
BASES: dict[str, str | Promise] = {
    "consent": _("your consent"),
    "agreement": _("our agreement with you"),
    "legal_obligation": _("a duty by law"),
    "legitimate_interest": _("a legitimate interest"),
}
MODELS: dict[str, str | Promise] = {
    "accounts.User": _("your account"),
    "accounts.AddressChange": _("changes of your mail address"),
    "talent.Candidate": _("your profile"),
    "talent.CandidateSkill": _("your skills"),
    "talent.CandidateLanguage": _("your languages"),
    "talent.CvFile": _("your CV"),
    "talent.Consent": _("your consents"),
    "talent.PoolMembership": _("your place in the pool"),
    "campaigns.Registration": _("your registrations"),
    "campaigns.RegistrationDraft": _("a registration you have not sent yet"),
    "screening.Preselection": _("the explained pre-selection"),
    "screening.Decision": _("the liaison's decisions"),
    "screening.Question": _("questions to you, and your answers"),
    "introductions.Introduction": _("your introductions"),
    "introductions.Feedback": _("feedback from employers"),
    "introductions.ReleaseMessage": _("messages after an introduction"),
    "relocation.Household": _("what you tell for help with the move"),
    "relocation.Case": _("your move after a hire"),
    "relocation.Step": _("the steps of your move"),
    "fairness.FairnessAnswer": _("your answers, counted without your name"),
    "messaging.OutboxMail": _("mails to you"),
    "timeline.Event": _("the record of what happened"),
}
KEPT: dict[str, str | Promise] = {
    "while in the pool, at most 12 months after the last sign-in": _(
        "while you are in the pool, at most 12 months after you last signed in"
    ),
    "36 months": _("36 months"),
    "14 days": _("14 days"),
    "as long as the alliance keeps its history": _(
        "as random references only, as long as the alliance keeps its history"
    ),
}


class Line(NamedTuple):
    """One line of the table: a kind of data, where it is found, on what basis, and for how long."""

    kind: str | Promise
    found_in: list[str | Promise]
    bases: list[str | Promise]
    kept: list[str | Promise]


def collected() -> list[Line]:
    """Return one line per kind of data, from the `personal_data` that the models declare."""
    found: dict[str, list[tuple[str, str, str]]] = {kind: [] for kind in KINDS}
    for label in MODELS:
        for entry in apps.get_model(label).personal_data.values():  # type: ignore[attr-defined]
            found[entry.kind].append((label, entry.basis, entry.keep))
    return [
        Line(
            words,
            [MODELS[label] for label in dict.fromkeys(label for label, _basis, _keep in found[kind])],
            [BASES[basis] for basis in dict.fromkeys(basis for _label, basis, _keep in found[kind])],
            [KEPT[keep] for keep in dict.fromkeys(keep for _label, _basis, keep in found[kind])],
        )
        for kind, words in KINDS.items()
        if found[kind]
    ]
