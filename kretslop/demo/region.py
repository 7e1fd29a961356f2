"""The demo's region: loads a named cast, twelve employers and three hundred people, through the pages' own actions."""

import random
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from kretslop.accounts.actions import set_away_until
from kretslop.campaigns import actions as campaigns
from kretslop.campaigns.models import Campaign, WantedProfile
from kretslop.demo import cast, crowd, founding, households, mailbox, named, people, second, sources, together
from kretslop.demo.days import Days
from kretslop.demo.telling import recruiter_of, registered
from kretslop.messaging import actions as mail
from kretslop.screening import actions as screening

SEED, COUNT, IN_PILOT, AGAIN = 2026, 300, 14, 5


def is_loaded() -> bool:
    """Return whether there is a campaign already: a region, or a kept rehearsal."""
    return Campaign.objects.exists()


def load(*, now: datetime, progress: Callable[[str], None]) -> None:
    """Load the region as it stands at `now`, all of it or nothing; a second load does nothing."""
    if is_loaded():
        return
    with transaction.atomic():
        mailbox.empty()
        _tell(Days(now), progress)


def _tell(days: Days, progress: Callable[[str], None]) -> None:
    progress("  The alliance, its employers and what they agree on …")
    staff = founding.staff(days)
    with mail.kept_only():
        pilot = founding.found_pilot(staff, days)
    founded = founding.found_campaign(staff, days)
    founding.talk_to_prospects(founded.campaign, staff, days)
    smaller = second.found(staff, days)
    next_one = founding.plan(staff, days, name="Data engineers 2027", planned=6, weeks=8, occupation="data-engineer",
                             starts_on=days.month_ahead(2))  # fmt: skip
    founding.first_talks(next_one, staff, days)
    named.post(days.at(0, 8))
    progress("  Three hundred people …")
    drawn = people.crowd(SEED, COUNT - len(named.NAMED) - 1)
    draw = random.Random(SEED)
    with mail.kept_only():
        veterans = [_register(pilot.campaign, each, founding.PILOT_BEGAN - 10 - n, days) for n, each in
                    enumerate(drawn[:IN_PILOT])]  # fmt: skip
        screening.run_screening(campaign=pilot.campaign, by=staff.liaisons[0], now=days.at(founding.PILOT_BEGAN - 26))
        crowd.take_part_in_pilot(veterans, pilot, staff.liaisons[1], days, seed=SEED)
        campaigns.close_campaign(campaign=pilot.campaign, by=staff.lead, now=days.at(founding.PILOT_ENDED))
        again = [
            _register(founded.campaign, each, 20 - n, days) for n, each in enumerate(drawn[IN_PILOT - AGAIN : IN_PILOT])
        ]
        newcomers = [_register(founded.campaign, each, _day(draw), days) for each in drawn[IN_PILOT:]]
    characters = named.register_named(founded, days)
    progress("  Their ways through the campaign …")
    screening.run_screening(campaign=founded.campaign, by=staff.liaisons[0], now=days.at(0, 7))
    with mail.kept_only():
        crowd.tell([*again, *newcomers], founded, staff.liaisons, days, seed=SEED)
    named.tell_named(characters, founded, staff.liaisons[0], days)
    everybody = [each.candidate for each in [*again, *newcomers]] + [*characters.values()]
    households.tell(everybody, days, seed=SEED)
    second.tell(smaller, everybody, staff, days)
    households.settle_in(staff.liaisons[0], days, since=120)
    sources.tell(founded.campaign, staff.lead, days, seed=SEED)
    with mail.kept_only():
        together.tell(founded, everybody, staff.lead, staff.liaisons[0], days)
    _fill_posts()
    _go_away(founded, days)


def _day(draw: random.Random) -> int:
    """Return a working day of registration: more at the start and in the last week than in between."""
    return draw.choice((*range(0, 5), *range(0, 24), *range(8, 28), *range(14, 28)))


def _register(campaign: Campaign, person: people.Person, day: int, days: Days) -> crowd.Registered:
    minutes = sum(map(ord, person.answers.name))
    at = days.at(day, 7 + minutes % 15, minutes % 60)
    candidate = registered(campaign, person.answers, at, zone=person.zone)
    return crowd.Registered(candidate, person.headline, day)


def _fill_posts() -> None:
    """Employers that have hired as many as they looked for say so."""
    for wanted in WantedProfile.objects.filter(state="submitted", participation__campaign__state="open"):
        if wanted.filled >= wanted.posts:
            recruiter = recruiter_of(wanted.participation)
            campaigns.fill_wanted_profile(profile=wanted, by=recruiter, now=wanted.changed_at)


def _go_away(founded: founding.Founded, days: Days) -> None:
    """One recruiter is on holiday: the stand-in answers."""
    recruiter = recruiter_of(founded.participations[cast.AWAY])
    set_away_until(user=recruiter, day=days.month_ahead(1), now=days.at(2, 15))
