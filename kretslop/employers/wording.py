"""The words of employers: what they are, how big, how old, and where their people work."""

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kretslop.employers.models import Client, Employer

Words = str | Promise

KINDS: dict[str, Words] = {
    "private": _("Company"),
    "public": _("Public employer"),
    "agency": _("Agency"),
}
SIZES: dict[str, Words] = {
    "1-9": _("1 to 9 people"),
    "10-49": _("10 to 49 people"),
    "50-249": _("50 to 249 people"),
    "250+": _("250 people or more"),
}
STAGES: dict[str, Words] = {
    "start_up": _("Start-up"),
    "scale_up": _("Scale-up"),
    "mature": pgettext_lazy("company", "Mature"),
}
REMOTE_POLICIES: dict[str, Words] = {
    "onsite": _("At the office"),
    "hybrid": _("Partly at the office, partly from home"),
    "remote": _("From anywhere"),
}
PERMIT_EXPERIENCE: dict[str, Words] = {
    "none": _("We have not done it yet"),
    "some": _("We have done it a few times"),
    "often": _("We do it all the time"),
}
ROLES: dict[str, Words] = {"manager": _("Business or HR manager"), "recruiter": _("Recruiter")}
#: What is wrong with an organisation number, or with another fact about an employer.
PROBLEMS: dict[str, Words] = {
    "nine_digits": _("A Norwegian organisation number has nine digits."),
    "control_digit": _("This is not a Norwegian organisation number. Is a digit wrong?"),
    "foreign_number": _("Between 3 and 30 letters and digits, please."),
    "taken": _("Another employer has this number already."),
    "too_many": _("Ten places are the most."),
    "introduced": _("Candidates were asked about, or introduced to, this kind of employer. That has to end first."),
    "profiles": _("Wanted profiles say who would hire, and an agency says it otherwise. They have to end first."),
    "has_clients": _("This agency still acts for clients. They have to be ended first."),
}


def problem_words(code: str, otherwise: Words = "") -> str:
    """What is wrong with a fact about an employer, for a code of `PROBLEMS`; `otherwise` for any other code."""
    return str(PROBLEMS.get(code, otherwise))


def hirer(employer: Employer, client: Client | None, language: str | None = None) -> str:
    """Return who would hire: the employer, or the client by name together with the agency that acts for it.

    In `language`, or in the one that is active.
    """
    return hirer_named(employer.name, client.name if client else "", language)


def hirer_named(employer: str, client: str, language: str | None = None) -> str:
    """Return the same from the names alone, where rows are not read; `client` is "" for an employer itself."""
    if not client:
        return employer
    with override(language or get_language()):
        return gettext("%(client)s, through %(agency)s") % {"client": client, "agency": employer}
