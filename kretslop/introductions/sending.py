"""Asked before each mail about an introduction leaves: is it still true, and does the person still want it?"""

from datetime import datetime

from kretslop.campaigns.queries import answering_member
from kretslop.introductions import queries, rules
from kretslop.introductions.models import Introduction
from kretslop.messaging import delivery
from kretslop.messaging.models import OutboxMail
from kretslop.shared.calendar import OSLO
from kretslop.talent.rules import OUT_OF_POOL

#: kind -> states of the introduction in which the mail still makes sense.
_TRUE_IN: dict[str, tuple[str, ...]] = {
    "consent_asked": (rules.ASKED,),
    "introduced": (rules.INTRODUCED,),
    "feedback_reminder": (rules.INTRODUCED,),
    "stand_in_reminder": (rules.INTRODUCED,),
    "feedback_stand_in": (rules.INTRODUCED,),
    "employer_silent": (rules.INTRODUCED,),
    "available_again": rules.OPEN,
    "introduction_closed": (rules.CLOSED,),
    "hired_elsewhere": (rules.CLOSED,),
    "accepted": (*rules.IN_PROCESS, rules.HIRED, rules.NOT_HIRED),
    "released": rules.RELEASING,
    "interview_offered": rules.IN_PROCESS,
    "interview_agreed": rules.IN_PROCESS,
    "interview_moved": rules.IN_PROCESS,
    "interview_none_fits": rules.IN_PROCESS,
    "interview_reminder": rules.IN_PROCESS,
    "after_interview": (rules.INTERVIEW,),
    "hired": (rules.HIRED,),
    "asked_again": rules.ASKED_AGAIN_AFTER,
}
#: To both sides, or to one of them.
_ABOUT_INTERVIEWS = (
    "interview_offered", "interview_agreed", "interview_moved", "interview_none_fits", "interview_called_off",
    "interview_reminder",
)  # fmt: skip
_TO_CANDIDATE = ("consent_asked", "accepted", "released", "hired")
_TO_EMPLOYER = (
    "introduced", "feedback_reminder", "stand_in_reminder", "feedback_stand_in", "introduction_closed",
    "hired_elsewhere", "candidate_withdrew", "available_again", "review_shared", "after_interview",
)  # fmt: skip

#: Of these only one leaves: to the recruiter, or to the stand-in while the recruiter is away.
_TO_WHO_ANSWERS = ("feedback_reminder", "stand_in_reminder")


def may_send(mail: OutboxMail, now: datetime) -> str:
    """Return "" or the code of the reason to keep the mail back."""
    ref = next((s.partition(":")[2] for s in mail.about if s.startswith("introduction:")), "")
    rows = Introduction.objects.select_related(
        "candidate__membership", "employer", "release_message", "participation__recruiter__user",
        "participation__stand_in__user",
    )  # fmt: skip
    found = rows.filter(ref=ref).first()
    if found is None:
        return "introduction_gone"
    if found.state not in _TRUE_IN.get(mail.kind, rules.STATES):
        return "overtaken"
    if mail.kind in (*_TO_CANDIDATE, "asked_again") and found.candidate.membership.state in OUT_OF_POOL:
        return "left_pool"
    members = found.employer.members.filter(active=True, user__email=mail.to_address)
    to_employer = mail.kind in _TO_EMPLOYER or mail.context.get("side") == rules.EMPLOYER
    if to_employer and not members.exists():
        return "not_a_member"
    if mail.kind in _TO_WHO_ANSWERS and not _answers_today(found, mail, now):
        return "somebody_else_answers"
    message = getattr(found, "release_message", None)
    if mail.kind == "released" and message is not None and message.stopped_at is not None:
        return "stopped_by_liaison"
    return ""


def _answers_today(found: Introduction, mail: OutboxMail, now: datetime) -> bool:
    member = answering_member(found.participation, now.astimezone(OSLO).date())
    return member is None or member.user.email == mail.to_address


def may_send_digest(mail: OutboxMail, now: datetime) -> str:
    """Return "" or the code of the reason to keep the mail of the week back."""
    return "" if queries.digest_readers().filter(email__iexact=mail.to_address).exists() else "switched_off"


def register() -> None:
    """Have every kind of mail about introductions checked."""
    delivery.register("weekly_digest", may_send_digest)
    for kind in {*_TO_CANDIDATE, *_TO_EMPLOYER, *_ABOUT_INTERVIEWS, "employer_silent", "asked_again"}:
        delivery.register(kind, may_send)
