"""The inventory of personal data about candidates in words, collected from what each model declares."""

from typing import NamedTuple

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from kretslop.accounts.models import User
from kretslop.privacy import inventory
from kretslop.privacy.rules import Clock
from kretslop.shared.personal_data import ASKED, DRAFT, EVENT, HISTORY, IN_POOL, PROOF, UNDO

Words = str | Promise

KINDS: dict[str, Words] = {
    "identity": _("Who you are"),
    "contact": _("How to reach you"),
    "profile": _("What you can do and would like"),
    "words": _("What is written by you, to you and about you"),
    "household": _("What you tell of partner and family"),
    "fairness": _("Answers that are only counted"),
    "decision": _("What was decided and agreed"),
    "trace": _("What happened, and when"),
    "technical": _("What the site needs in order to work"),
}
BASES: dict[str, Words] = {
    "consent": _("your consent"),
    "agreement": _("our agreement with you"),
    "legal_obligation": _("a duty by law"),
    "legitimate_interest": _("a legitimate interest"),
}
#: A model may call its rows otherwise in `personal_label`.
TABLES: dict[str, Words] = {
    "accounts.User": _("your account"),
    "accounts.AddressChange": _("changes of your mail address"),
    "talent.Candidate": _("your profile"),
    "talent.CandidateSkill": _("your skills"),
    "talent.CandidateLanguage": _("your languages"),
    "talent.CvFile": _("your CV"),
    "talent.Consent": _("your consents"),
    "talent.PoolMembership": _("your place in the pool"),
    "talent.MatchKeys": _("what a second registration of yours is noticed by"),
    "talent.LikelyDuplicate": _("notes that you may be registered twice"),
    "privacy.Merge": _("that two registrations of yours were made one"),
    "campaigns.Registration": _("your registrations"),
    "campaigns.RegistrationDraft": _("a registration you have not sent yet"),
    "screening.PoolEntry": _("your profile once more, in the form in which the pool is searched"),
    "importing.ImportedPerson": _("what others told us about you before you registered"),
    "importing.ImportChange": _("what an earlier file told us about you"),
    "screening.PoolFit": _("wanted profiles that you fit"),
    "screening.PoolPlace": _("wanted profiles for which you are among the best"),
    "screening.Preselection": _("the explained pre-selection"),
    "screening.RunEntry": _("what runs of the criteria kept of you, so that they can be checked"),
    "screening.Override": _("where a person sorted you otherwise than the machine"),
    "screening.Proposal": _("decisions that were proposed to a second person"),
    "screening.DeskNote": _("that a liaison wrote a note about you"),
    "screening.Decision": _("the liaison's decisions"),
    "screening.DeskEntry": _("on which list of the liaison's desk you wait"),
    "screening.Question": _("questions to you, and your answers"),
    "screening.SearchEntry": _("what the liaison's search reads of your profile"),
    "screening.CampaignMailTo": _("mails to you about campaigns"),
    "screening.SearchFit": _("which of a liaison's searches you fit"),
    "introductions.Introduction": _("your introductions"),
    "introductions.Move": _("the steps of your introductions"),
    "introductions.ScoreCard": _("score cards of employers"),
    "introductions.Interview": _("your interviews"),
    "introductions.AskedAgain": _("wishes of employers to read you again"),
    "introductions.Feedback": _("feedback from employers"),
    "introductions.ReleaseMessage": _("messages after an introduction"),
    "relocation.Household": _("what you tell for help with the move"),
    "relocation.Case": _("your move after a hire"),
    "relocation.Step": _("the steps of your move"),
    "fairness.FairnessAnswer": _("your answers, counted without your name"),
    "privacy.Announcement": _("reminders that your profile will be erased"),
    "messaging.OutboxMail": _("mails to you"),
    "timeline.Event": _("the record of what happened"),
}


def table_words(model: type[Model]) -> str:
    """Return what to call a table's rows in front of the person."""
    return str(getattr(model, "personal_label", "") or TABLES.get(model._meta.label, model._meta.verbose_name_plural))


def kept_words(keep: str, clock: Clock) -> str:
    """Return for how long something is kept, with the alliance's own months."""
    if keep == IN_POOL:
        return ngettext(
            "while you are in the pool, at most %(months)s month after you last signed in",
            "while you are in the pool, at most %(months)s months after you last signed in",
            clock.months,
        ) % {"months": clock.months}
    if keep == PROOF:
        return gettext("%(months)s months") % {"months": clock.proof_months}
    if keep == DRAFT:
        return gettext("14 days")
    if keep == ASKED:
        return gettext("until you answer, at most 60 days after we wrote to you")
    if keep == UNDO:
        return gettext("30 days")
    if keep == EVENT:
        return gettext("until three years after the event")
    if keep == HISTORY:
        return gettext("as random references only, as long as the alliance keeps its history")
    return keep


class Line(NamedTuple):
    """One line of the notice's table: a kind of data, where it is found, on what basis, and for how long."""

    kind: Words
    found_in: list[str]
    bases: list[Words]
    kept: list[str]


def collected(clock: Clock) -> list[Line]:
    """Return one line per kind of data, from the `personal_data` that the models declare."""
    found: dict[str, list[tuple[str, str, str]]] = {kind: [] for kind in KINDS}
    tables: list[inventory.Table] = [User, *reversed(inventory.tables())]
    for model in tables:
        for entry in inventory.entries(model).values():
            found[entry.kind].append((table_words(model), entry.basis, entry.keep))
    return [
        Line(
            words,
            list(dict.fromkeys(table for table, _basis, _keep in found[kind])),
            [BASES[basis] for basis in dict.fromkeys(basis for _table, basis, _keep in found[kind])],
            [kept_words(keep, clock) for keep in dict.fromkeys(keep for _table, _basis, keep in found[kind])],
        )
        for kind, words in KINDS.items()
        if found[kind]
    ]
