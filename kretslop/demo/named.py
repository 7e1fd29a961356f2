"""The stories of the named candidates, as the pictures of the product tell them."""

import random
from datetime import datetime

from kretslop.accounts.models import User
from kretslop.campaigns.models import WantedProfile
from kretslop.demo import cast
from kretslop.demo.days import Days
from kretslop.demo.founding import Founded
from kretslop.demo.telling import Way, recruiter_of, registered
from kretslop.introductions import actions as introductions
from kretslop.introductions.models import Introduction
from kretslop.messaging import delivery
from kretslop.messaging.models import OutboxMail
from kretslop.messaging.rules import QUEUED
from kretslop.screening import actions as screening
from kretslop.talent.actions import Answers
from kretslop.talent.models import Candidate

#: Who registered, how many working days ago, from which time zone.
NAMED: tuple[tuple[Answers, int, str], ...] = (
    (cast.DIOGO, 14, "Europe/Lisbon"),
    (cast.AMARA, 6, "Africa/Lagos"),
    (cast.TOMASZ, 16, "Europe/Warsaw"),
    (cast.PRIYA, 3, "Asia/Kolkata"),
    (cast.LINH, 22, "Asia/Ho_Chi_Minh"),
    (cast.YUSUF, 28, "Europe/Istanbul"),
    (cast.CHEN, 27, "Europe/Berlin"),
    (cast.MARTA, 26, "Europe/Madrid"),
)


def register_named(founded: Founded, days: Days) -> dict[str, Candidate]:
    """Register the named candidates, by their first names."""
    return {
        answers.name.split()[0]: registered(founded.campaign, answers, days.at(day, 19, 12), zone=zone)
        for answers, day, zone in NAMED
    }


def tell_named(people: dict[str, Candidate], founded: Founded, liaison: User, days: Days) -> None:
    """Tell each story; the mails in it are real and stand in the mailbox."""
    draw = random.Random(1)
    wanted = {f"{each.participation.employer.name}/{each.title}": each for each in founded.wanted}

    def way(name: str, headline: str) -> Way:
        return Way(people[name], campaign=founded.campaign, liaison=liaison, days=days, draw=draw, headline=headline)

    _diogo(way("Diogo", "Backend engineer, 7 years, fintech and energy"), wanted, days)
    _tomasz(way("Tomasz", "Full-stack engineer, 9 years, energy"), wanted, days)
    _linh(way("Linh", "Full-stack engineer, 5 years, logistics"), wanted, days)
    _amara(people["Amara"], founded, liaison, days)
    for name, day in (("Yusuf", 24), ("Chen", 23), ("Marta", 22)):
        way(name, f"{people[name].role_title}, {people[name].years} years").approved(day)
    post(days.now)


def _introduced(way: Way, wanted: WantedProfile, day: int, days: Days, sentence: str) -> Introduction:
    """Asked by a mail that arrives, and a yes on the working day after."""
    asked = way.asked(wanted, day + 1, sentence)
    post(days.at(day + 1, 17))
    there = introductions.consent(introduction=asked, by=way.user, agrees_to_public=True, now=days.at(day, 9, 30))
    post(days.at(day, 17))
    return there


def _diogo(way: Way, wanted: dict[str, WantedProfile], days: Days) -> None:
    """Declined by Fjordbank, and asked about two employers today."""
    way.approved(12)
    there = _introduced(
        way, wanted["Fjordbank ASA/Backend developer, payments"], 7, days,
        "Rebuilt a billing system for two million meters. Ask about the migration weekend.",
    )  # fmt: skip
    way.declined(
        there, days.at(3, 10, 20), reason="local_language", note="Would fit the platform team if we had one.",
        said="We need Norwegian from the first day. Your distributed-systems work is strong.",
    )  # fmt: skip
    post(days.at(3, 16))
    way.asked(
        wanted["Havtech AS/Senior backend engineer, grid platform"], 1,
        "Rebuilt a billing system for two million meters, and wants to work on the grid itself. Ask about the "
        "migration weekend.",
    )  # fmt: skip
    way.asked(wanted["Kystdata AS/Backend developer, weather"], 1, "Happiest where data comes from the real world.")


def _tomasz(way: Way, wanted: dict[str, WantedProfile], days: Days) -> None:
    """Introduced to Nordlys Energi, which is late."""
    way.approved(14)
    _introduced(
        way, wanted["Nordlys Energi AS/Full-stack engineer, customer pages"], 7, days,
        "Four years with meter data for a power company. Asked me how you bill the cabins.",
    )  # fmt: skip


def _linh(way: Way, wanted: dict[str, WantedProfile], days: Days) -> None:
    """Not hired after an interview at Havtech; the warm message leaves soon."""
    way.approved(20)
    sentence = "Knows maps and databases, and how they meet."
    there = _introduced(way, wanted["Havtech AS/Full-stack engineer"], 13, days, sentence)
    introductions.accept(introduction=there, by=recruiter_of(there.participation), now=days.at(10, 11))
    post(days.at(10, 16))
    introductions.report_interview(introduction=there, by=recruiter_of(there.participation), now=days.at(6, 13))
    way.not_hired(
        there, days.ago(50), reason="skills_in_depth",
        said="We enjoyed the interview and your map of the harbour. For this post we need somebody who has run "
        "PostgreSQL under heavy load.",
    )  # fmt: skip


def _amara(candidate: Candidate, founded: Founded, liaison: User, days: Days) -> None:
    """Everything fits, but nobody knows whether she speaks Norwegian: asked, and no answer for three days."""
    screening.ask(
        candidate=candidate, campaign=founded.campaign, criterion="language:no", by=liaison, now=days.at(3, 9, 40)
    )
    screening.hold(
        candidate=candidate, campaign=founded.campaign, by=liaison, reason="find_out",
        note="Innsjø Helse would like to meet her if she has some Norwegian.", now=days.at(3, 9, 42),
    )  # fmt: skip
    post(days.at(3, 16))


def post(until: datetime) -> None:
    """Deliver what is due by then, each mail at its own time: the worker's part of the past."""
    due = OutboxMail.objects.filter(state=QUEUED, send_at__lte=until).order_by("send_at", "pk")
    for mail in due:
        delivery.deliver(mail.pk, now=mail.send_at)
