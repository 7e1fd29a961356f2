"""A recruiter is away: the stand-in is told what waits and what is late, and it all comes back by itself on the day."""

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q

from kretslop.accounts.actions import set_away_until
from kretslop.accounts.models import User
from kretslop.accounts.rules import is_away
from kretslop.campaigns import rules as campaign_rules
from kretslop.campaigns.models import Participation
from kretslop.employers.models import Member
from kretslop.introductions import rules
from kretslop.introductions.models import Introduction
from kretslop.messaging import actions as mail
from kretslop.messaging.rendering import day_in_words
from kretslop.shared.calendar import OSLO
from kretslop.shared.errors import Invalid
from kretslop.shared.transactions import action
from kretslop.timeline.actions import record

AWAY_DAYS_MAX = 365


@action
def go_away(*, user: User, until: date, now: datetime) -> list[Participation]:
    """Note the day on which a recruiter is back; return the participations in which nobody answers meanwhile.

    Whoever stands in gets one mail per campaign with what waits. Nothing is moved: who answers is asked of the day
    (`campaigns.queries.answering_member`), so the work comes back by itself. Invalid("day") for a day that is not to
    come, or more than a year away.
    """
    today = now.astimezone(OSLO).date()
    if not 0 < (until - today).days <= AWAY_DAYS_MAX:
        raise Invalid("day", "out_of_range")
    set_away_until(user=user, day=until, now=now)
    alone = []
    for participation in _recruits_in(user):
        record("recruiter.away", about=[participation.employer, user], by=user, now=now, codes={"until": str(until)})
        stand_in = participation.stand_in
        if stand_in is None or not stand_in.active or is_away(stand_in.user.away_until, today):
            alone.append(participation)
        else:
            _tell(participation, stand_in, user, until, now)
    return alone


def _recruits_in(user: User) -> list[Participation]:
    """Return where somebody answers: in open campaigns, and where somebody still waits after the end or a leaving."""
    waits = Introduction.objects.filter(participation=OuterRef("pk"), state__in=rules.WITH_EMPLOYER)
    open_now = Q(campaign__state=campaign_rules.OPEN, left_at__isnull=True)
    return list(
        Participation.objects.filter(open_now | Q(Exists(waits)), recruiter__user=user, recruiter__active=True)
        .select_related("employer", "campaign", "recruiter__user", "stand_in__user")
        .order_by("pk")
    )


def _tell(participation: Participation, stand_in: Member, away: User, until: date, now: datetime) -> None:
    waiting = Introduction.objects.filter(participation=participation, state__in=rules.WITH_EMPLOYER)
    mail.queue(
        key=f"standing_in:{participation.ref}:{stand_in.ref}:{now.date().isoformat()}:{until.isoformat()}",
        kind="standing_in",
        to=stand_in.user,
        context={
            "away": away.name or away.email,
            "until": day_in_words(until, stand_in.user.language),
            "campaign": participation.campaign.name,
            "waiting": waiting.count(),
            "late": waiting.filter(next_step_due__lt=now).count(),
        },
        about=[participation],
        simulated=participation.campaign.simulated,
        now=now,
    )


@action
def be_back(*, user: User, now: datetime) -> None:
    """The recruiter is here again, earlier than said."""
    set_away_until(user=user, day=None, now=now)
    for participation in _recruits_in(user):
        record("recruiter.back", about=[participation.employer, user], by=user, now=now)
