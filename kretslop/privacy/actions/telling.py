"""Tells employers that had accepted a person that the consent is gone or the data erased (GDPR article 19)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kretslop.accounts.models import User
from kretslop.campaigns.queries import answering_member
from kretslop.employers.models import Member
from kretslop.introductions import rules
from kretslop.introductions.models import Introduction
from kretslop.messaging import actions as mail
from kretslop.shared.calendar import OSLO
from kretslop.talent.models import Candidate
from kretslop.timeline.actions import record


@dataclass(frozen=True, slots=True)
class Knows:
    """An employer that knows who the person is, and what to tell it; it outlives the rows that are to be erased."""

    introduction: Introduction
    member: Member | None
    name: str
    wanted: str


def who_knows(candidate: Candidate, now: datetime, *, leave_out: Iterable[str] = ()) -> list[Knows]:
    """Return the employers, and agencies for a client, that have accepted the person, each by its latest introduction.

    `leave_out`: states of the introduction in which the employer is not told.
    """
    accepted = (
        Introduction.objects.filter(candidate=candidate, accepted_at__isnull=False)
        .select_related(
            "employer", "client", "wanted_profile", "participation__recruiter__user", "participation__stand_in__user"
        )
        .order_by("accepted_at", "pk")
    )
    latest = {(each.employer_id, each.client_id): each for each in accepted}
    today = now.astimezone(OSLO).date()
    return [
        Knows(each, answering_member(each.participation, today), candidate.name, each.wanted_profile.title)
        for each in latest.values()
        if each.state not in leave_out
    ]


def tell(known: Iterable[Knows], kind: str, *, candidate: Candidate, by: User | str, now: datetime) -> list[str]:
    """Write to each employer, and note that it was told; return their names."""
    told = []
    for each in known:
        introduction, member = each.introduction, each.member
        if member is not None:
            mail.queue(
                key=f"{kind}:{introduction.ref}:{now:%Y%m%d%H%M%S}",
                kind=kind,
                to=member.user,
                context={"first_name": member.user.first_name, "name": each.name, "wanted": each.wanted},
                about=[introduction],
                passing=True,
                simulated=introduction.simulated,
                now=now,
            )
        about, reached = [candidate, introduction, introduction.employer], "member" if member else "nobody"
        if kind == "person_erased":
            record("employer.told_of_erasure", about=about, by=by, now=now, codes={"reached": reached})
        else:
            record("employer.told_of_withdrawal", about=about, by=by, now=now, codes={"reached": reached})
        told.append(introduction.hirer)
    return told


#: An employer that hired the person keeps its own relation to them, and is told only when the data is gone.
NOT_OF_WITHDRAWAL = (rules.HIRED,)
