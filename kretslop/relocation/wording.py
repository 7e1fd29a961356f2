"""Households, steps of a move and what holds them up, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kretslop.relocation import rules
from kretslop.routes.wording import ACTORS as ROUTE_ACTORS
from kretslop.routes.wording import STEPS as ROUTE_STEPS

Words = str | Promise

PARTNERS: dict[str, Words] = {
    "comes": _("My partner comes with me"),
    "later": _("My partner comes later"),
    "unsure": _("We have not decided yet"),
    "none": _("I come without a partner"),
}
PARTNERS_FOR_LIAISON: dict[str, Words] = {
    "comes": _("comes along"),
    "later": _("comes later"),
    "unsure": _("not decided yet"),
    "none": _("comes without a partner"),
}
WISHES: dict[str, Words] = {
    "work": _("Work"),
    "study": _("Study"),
    "work_and_study": _("Work and study"),
    "language_first": _("Learn the language first"),
    "not_now": _("Neither, for now"),
}
HOUSINGS: dict[str, Words] = {"rent": _("Rent"), "buy": _("Buy"), "unsure": _("We do not know yet")}
STEPS: dict[str, Words] = {
    **ROUTE_STEPS,
    rules.ROUTE_UNKNOWN: _("Find out how the person may work in Norway"),
    "housing": _("A place to live"),
    "kindergarten": _("A place in kindergarten"),
    "school": _("A place at school"),
    "doctor": _("A doctor of their own"),
    "partner_work": _("Work for the partner"),
    "partner_study": _("Studies for the partner"),
    "language_course": _("A course in Norwegian"),
    "driving_licence": _("A driving licence that counts here"),
}
#: The same to the person who moves.
OWN_STEPS: dict[str, Words] = {
    **STEPS,
    rules.ROUTE_UNKNOWN: _("Find out how you may work in Norway"),
    "doctor": _("A doctor of your own"),
    "partner_work": _("Work for your partner"),
    "partner_study": _("Studies for your partner"),
}
ACTORS: dict[str, Words] = {**ROUTE_ACTORS, rules.LIAISON: _("the liaison")}
OWN_ACTORS: dict[str, Words] = {**ACTORS, rules.CANDIDATE: _("you")}
BLOCKERS: dict[str, Words] = {
    "wrong_information": _("Was told something wrong"),
    "long_process": _("It takes too long"),
    "banking": _("The bank says no"),
    "catch_22": _("One office waits for another"),
    "unclear_number": _("Nobody says whether there is a right to a number"),
}
CASE_STATES: dict[str, Words] = {
    rules.OPEN: _("Under way"),
    rules.SETTLED: _("Has settled in"),
    rules.NOT_MOVING: _("Does not move after all"),
}
_PROBLEMS: dict[str, Words] = {
    "case_closed": _("This move has ended already."),
    "step_gone": _("This step is no longer there."),
    "out_of_range": _("This day cannot be right."),
    "unknown": _("Please choose one of the answers."),
}


def problem_words(code: str) -> str:
    """Return why something was not possible."""
    return str(_PROBLEMS.get(code, _("That is not possible just now.")))
