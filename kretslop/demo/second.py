"""A second, smaller open campaign: whom a mail told of it, and somebody who registered for it as if new."""

from dataclasses import replace
from datetime import timedelta

from kretslop.campaigns import actions as campaigns
from kretslop.campaigns.models import Campaign, TrackedLink
from kretslop.demo import cast, words
from kretslop.demo.days import Days
from kretslop.demo.founding import Staff, join_employer, plan, want
from kretslop.demo.telling import registered
from kretslop.demo.wanted import Wanted
from kretslop.messaging import actions as mail
from kretslop.privacy import actions as privacy
from kretslop.screening import mailing
from kretslop.talent import seeking
from kretslop.talent.models import Candidate
from kretslop.talent.rules import CAMPAIGN_MAIL

#: Working days before today.
PLANNED, OPENED, JOINED, TOLD, CAME_AGAIN = 70, 62, 60, 12, 2
#: Of the people in the pool every third says yes to mail about campaigns; so many of the first were told already, but
#: for those who are hired or have left.
EVERY, TOLD_ALREADY = 3, 20
WANTED = (
    Wanted("Fjordbank ASA", "Security engineer", "ict-security-engineer", 1, "senior",
           "kubernetes 2 12!, python 2 10, linux 2 8, en 4 10!, years 5 10!, desk 8!, in:finance 2 6",
           "Find what an attacker would find, a week earlier."),
    Wanted("Nordlys Energi AS", "Test automation engineer", "test-automation-engineer", 2, "medium",
           "typescript 2 12!, playwright 2 10, python 1 6, en 4 10!, years 3 8!, desk 8!, in:energy 1 4"),
)  # fmt: skip
#: Tomasz once more, as he writes himself on other keyboards.
AGAIN = replace(
    cast.TOMASZ, name="Tomasz Fijal", email="t.fijal@example.com", phone="+48500000003", city="Krakow", years=10,
    summary="Ten years of software for energy. I would like to make it harder to break.",
)  # fmt: skip


def found(staff: Staff, days: Days) -> Campaign:
    """Open the campaign, with two employers whose criteria are not agreed on yet."""
    with mail.kept_only():
        campaign = plan(
            staff, days, name="Test and security engineers 2026", planned=PLANNED, weeks=20,
            occupation="test-automation-engineer", starts_on=days.back(OPENED), goal_registered=60, goal_approved=20,
            promise=words.SECOND_PROMISE, intro=words.SECOND_INTRO,
        )  # fmt: skip
        campaign = campaigns.open_campaign(campaign=campaign, by=staff.lead, now=days.at(OPENED))
        names = {each.employer for each in WANTED}
        employers = [each for each in cast.EMPLOYERS if each.name in names]
        joined = {each.name: join_employer(campaign, each, staff, days, JOINED) for each in employers}
        want(joined, WANTED, days, JOINED - 4, desk_by=days.month_ahead(8))
    return campaign


def tell(campaign: Campaign, people: list[Candidate], staff: Staff, days: Days) -> None:
    """Let some agree to such mail and a few get it; somebody from the pool registers as if for the first time."""
    agreed = people[::EVERY]
    for person in agreed:
        assert person.user is not None
        at = person.registered_at + timedelta(hours=2)
        privacy.choose_purpose(candidate=person, purpose=CAMPAIGN_MAIL, yes=True, by=person.user, now=min(at, days.now))
    told_at = days.at(TOLD, 13, 20)
    there = [each.pk for each in agreed if each.registered_at < told_at - timedelta(days=1)][:TOLD_ALREADY]
    with mail.kept_only():
        made = mailing.write(
            campaign=campaign, numbers=there, words=words.SECOND_MAIL, key="demo", by=staff.liaisons[0], now=told_at
        )
        while mailing.queue_lot(made=made, now=told_at):
            pass
    TrackedLink.objects.filter(ref=made.link.ref if made.link else "").update(visits=len(there) // 2)
    twice = registered(campaign, AGAIN, days.at(CAME_AGAIN, 22, 5), zone="Europe/Warsaw")
    first = Candidate.objects.get(email=cast.TOMASZ.email)
    seeking.look([first.pk, twice.pk], now=days.at(CAME_AGAIN, 22, 6))
