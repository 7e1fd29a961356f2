"""How the demo's people heard of the campaign, by link or in their own words, and what they wish for."""

from random import Random

from kretslop.accounts.models import User
from kretslop.campaigns import actions as campaigns
from kretslop.campaigns.models import Campaign, Registration, TrackedLink
from kretslop.demo.days import Days
from kretslop.talent.models import Candidate
from kretslop.talent.rules import DOMAINS, EMPLOYER_WISHES

#: Channel, name, and how many visits led to one registration.
LINKS = (
    ("linkedin", "Advertisement in week 40", 14),
    ("linkedin", "Havtech's engineers tell", 6),
    ("job_site", "Front page for two weeks", 22),
    ("film", "Film from the harbour", 41),
    ("community", "Python group in Porto", 5),
    ("university", "Talk in Gdańsk", 3),
)
SAID = ("friend", "friend", "friend", "search", "search", "event", "own_site", "other")


def tell(campaign: Campaign, lead: User, days: Days, *, seed: int) -> None:
    """Spread the campaign's registrations over its links and over answers; a part of the people says nothing."""
    draw = Random(f"{seed}-sources")
    links = [
        campaigns.add_link(campaign=campaign, channel=channel, name=name, by=lead, now=days.at(38, 10))
        for channel, name, _visits in LINKS
    ]
    registrations = list(Registration.objects.filter(campaign=campaign).select_related("candidate").order_by("pk"))
    for registration in registrations:
        which = draw.random()
        if which < 0.55:
            registration.link = draw.choices(links, (9, 7, 5, 2, 6, 3))[0]
        elif which < 0.85:
            registration.heard_from = draw.choice(SAID)
        _wish(registration.candidate, draw)
    Registration.objects.bulk_update(registrations, ["link", "heard_from"])
    Candidate.objects.bulk_update(
        [each.candidate for each in registrations], ["employer_wishes", "seniority_wishes", "domains", "salary_wish"]
    )
    for link, (_channel, _name, visits) in zip(links, LINKS, strict=True):
        came = sum(each.link_id == link.pk for each in registrations)
        TrackedLink.objects.filter(pk=link.pk).update(visits=came * visits + draw.randint(3, 40))


def _wish(candidate: Candidate, draw: Random) -> None:
    """Half of the people say what they would like; fewer say what they would like to earn."""
    if draw.random() < 0.5:
        wishes, candidate.domains = (
            draw.sample(EMPLOYER_WISHES, draw.randint(1, 2)),
            draw.sample(DOMAINS, draw.randint(1, 3)),
        )
        candidate.employer_wishes = candidate.employer_wishes or wishes
    if draw.random() < 0.3:
        candidate.salary_wish = draw.randrange(620_000, 1_050_000, 10_000)
    own = Random(candidate.name)
    if own.random() < 0.4 and not candidate.seniority_wishes:
        candidate.seniority_wishes = own.choice((["junior"], ["medium"], ["medium", "senior"], ["senior"]))
