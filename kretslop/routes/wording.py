"""Routes, steps and salary advice in words for people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kretslop.routes.rules import Forecast, Step

ROUTES: dict[str, str | Promise] = {
    "nordic": _("Citizen of a Nordic country"),
    "eea": _("Citizen of an EU or EEA country"),
    "permit": _("Citizen of another country, needs a work permit"),
    "has_permit": _("Has a permit to work in Norway already"),
    "family": _("Moves to, or lives with, family in Norway"),
}
# The same as answers to "How can you work in Norway?", in the candidate's own words.
OWN_ROUTES: dict[str, str | Promise] = {
    "nordic": _("I am a citizen of a Nordic country"),
    "eea": _("I am a citizen of an EU or EEA country"),
    "permit": _("I need a work permit"),
    "has_permit": _("I have a permit to work in Norway"),
    "family": _("I move to, or live with, family in Norway"),
}
STEPS: dict[str, str | Promise] = {
    "offer": _("Interviews and job offer"),
    "confirmation": _("The employer confirms the offer to the immigration authorities"),
    "permit": _("Application and decision on the permit"),
    "visa": _("Entry visa"),
    "notice": _("Notice period in the present job"),
    "move": _("Moving to Norway"),
    "desk": _("First day at the desk"),
    "registration": _("Registration with the police"),
    "police_number": _("Appointment with the police and identity number"),
    "number": _("Identity number"),
    "tax_card": _("Tax card"),
    "bank": _("Bank account and electronic ID"),
}
# The same in a word or two, where steps stand side by side.
SHORT_STEPS: dict[str, str | Promise] = {
    "offer": _("Offer"),
    "confirmation": _("Confirmation"),
    "permit": _("Permit"),
    "visa": _("Visa"),
    "notice": _("Notice period"),
    "move": _("Move"),
    "desk": _("At the desk"),
    "registration": _("Registration"),
    "police_number": _("Police, number"),
    "number": _("Number"),
    "tax_card": _("Tax card"),
    "bank": _("Bank"),
}
ACTORS: dict[str, str | Promise] = {
    "employer": _("the employer"),
    "candidate": _("the candidate"),
    "state": _("the authorities"),
}
SALARY: dict[str, str | Promise] = {
    "met": _("The pay is high enough for a skilled worker's permit."),
    "not_met": _("The pay is below what a skilled worker's permit asks for. This is a usual reason for a refusal."),
    "part_time": _("A permit asks for a full-time position; 80 % or more is accepted."),
    "agreement": _("A collective agreement applies: its pay is what counts."),
    "unknown": _("We do not know whether the pay is high enough for a permit. Please check with the authorities."),
}


def route_words(route: str | None) -> str:
    """A route in words; an unknown one says so."""
    return str(ROUTES[route]) if route in ROUTES else str(_("Not known yet"))


def step_words(step: Step, *, short: bool = False) -> str:
    """A step in words, or in a word or two."""
    return str((SHORT_STEPS if short else STEPS)[step.code])


def weeks_words(step: Step) -> str:
    """How long a step takes: "2 to 6 weeks", "8 weeks", "at once"."""
    if step.weeks_max == 0:
        return str(_("at once"))
    if step.weeks_min == step.weeks_max:
        return ngettext("%(weeks)s week", "%(weeks)s weeks", step.weeks_max) % {"weeks": step.weeks_max}
    if step.weeks_min == 0:
        return ngettext("up to %(weeks)s week", "up to %(weeks)s weeks", step.weeks_max) % {"weeks": step.weeks_max}
    return str(_("%(least)s to %(most)s weeks")) % {"least": step.weeks_min, "most": step.weeks_max}


def basis_words(forecast: Forecast) -> str:
    """What a forecast rests on, so that nobody takes it for a promise."""
    if forecast.basis == "cases":
        words = ngettext("From %(cases)s earlier case", "From %(cases)s earlier cases", forecast.cases)
        return words % {"cases": forecast.cases}
    return str(_("From typical figures, not a promise"))
