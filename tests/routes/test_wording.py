"""Routes and steps in words, in both languages."""

from datetime import date

import pytest
from django.utils.translation import override

from kretslop.routes import wording
from kretslop.routes.rules import ACTORS, ROUTES, STEPS, Step, forecast, salary_check

TODAY = date(2026, 11, 23)


def test_everything_has_words() -> None:
    assert set(wording.ROUTES) == set(wording.OWN_ROUTES) == set(ROUTES)
    assert set(wording.STEPS) == set(STEPS)
    assert set(wording.ACTORS) == set(ACTORS)
    verdicts = {"met", "not_met", "part_time", "agreement", "unknown"}
    assert set(wording.SALARY) == verdicts
    assert salary_check(None, education_level_required=4, on=TODAY).verdict in verdicts


@pytest.mark.parametrize(
    ("least", "most", "english", "norwegian"),
    [
        (0, 0, "at once", "med en gang"),
        (1, 1, "1 week", "1 uke"),
        (8, 8, "8 weeks", "8 uker"),
        (0, 1, "up to 1 week", "opptil 1 uke"),
        (0, 13, "up to 13 weeks", "opptil 13 uker"),
        (2, 6, "2 to 6 weeks", "2 til 6 uker"),
    ],
)
def test_weeks(least: int, most: int, english: str, norwegian: str) -> None:
    step = Step("move", least, most, "candidate")
    assert wording.weeks_words(step) == english
    with override("nb"):
        assert wording.weeks_words(step) == norwegian


def test_routes_and_steps_in_norwegian() -> None:
    with override("nb"):
        assert wording.route_words("permit") == "Borger av et annet land, trenger arbeidstillatelse"
        assert wording.route_words(None) == "Ikke kjent ennå"
        assert wording.step_words(Step("bank", 1, 2, "candidate")) == "Bankkonto og elektronisk ID"


def test_what_a_forecast_rests_on() -> None:
    typical = forecast("eea", today=TODAY, lives_here=True)
    cases = forecast("eea", today=TODAY, lives_here=True, case_weeks=[4, 4, 5, 6, 7, 8])
    assert typical is not None
    assert cases is not None
    assert wording.basis_words(typical) == "From typical figures, not a promise"
    assert wording.basis_words(cases) == "From 6 earlier cases"
    with override("nb"):
        assert wording.basis_words(cases) == "Fra 6 tidligere saker"
