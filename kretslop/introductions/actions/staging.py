"""After acceptance: interview, assessment, negotiation, and the two ends that an employer reports."""

from datetime import date, datetime

from kretslop.accounts.models import User
from kretslop.campaigns.models import WantedProfile
from kretslop.introductions import rules
from kretslop.introductions.actions.deciding import check_feedback, keep_feedback
from kretslop.introductions.actions.inviting import ask_after
from kretslop.introductions.actions.moving import lock, lock_open_of, move
from kretslop.introductions.actions.releasing import release
from kretslop.introductions.actions.telling import tell_candidate, tell_employer
from kretslop.introductions.models import Introduction
from kretslop.introductions.reasoning import codes_for
from kretslop.messaging import actions as mail
from kretslop.shared.errors import Invalid
from kretslop.shared.refs import new_ref
from kretslop.shared.transactions import action
from kretslop.talent import actions as talent


@action
def report_interview(*, introduction: Introduction, by: User, now: datetime) -> Introduction:
    """An interview took place or is agreed; feedback is asked for from here on."""
    introduction = lock(introduction)
    met = introduction.interviewed_at or now
    move(introduction, "report_interview", by=by, now=now, interviewed_at=met)
    ask_after(introduction, met, now=now)
    return introduction


@action
def report_assessment(*, introduction: Introduction, by: User, now: datetime) -> Introduction:
    """The employer assesses the person: a test, references, a second meeting."""
    introduction = lock(introduction)
    move(introduction, "report_assessment", by=by, now=now)
    return introduction


@action
def report_negotiation(*, introduction: Introduction, by: User, now: datetime) -> Introduction:
    """The employer and the person negotiate a contract."""
    introduction = lock(introduction)
    move(introduction, "report_negotiation", by=by, now=now)
    return introduction


@action
def hire(
    *, introduction: Introduction, by: User, starts_on: date | None, work_place: str = "",
    remote_share: int | None = None, now: datetime,
) -> Introduction:  # fmt: skip
    """The person is hired: other open introductions close in the same transaction and those employers are told.

    `work_place` is a town; `remote_share` is in per cent. Each may be unknown yet; Invalid names what cannot be.
    """
    introduction = lock(introduction)
    if introduction.state == rules.HIRED and introduction.decided_by_id == by.pk:
        return introduction
    if starts_on is not None and abs((starts_on - now.date()).days) > 730:
        raise Invalid("starts_on", "out_of_range")
    if remote_share is not None and not 0 <= remote_share <= 100:
        raise Invalid("remote_share", "out_of_range")
    if len(work_place) > rules.PLACE_MAX:
        raise Invalid("work_place", "too_long")
    batch = new_ref()
    move(introduction, "hire", by=by, now=now, batch=batch, starts_on=starts_on, work_place=work_place.strip(),
         remote_share=remote_share)  # fmt: skip
    siblings = lock_open_of(introduction.candidate)
    for sibling in siblings:
        _close_sibling(sibling, batch=batch, now=now)
    talent.move_membership(candidate=introduction.candidate, move="hire", by=by, now=now)
    count_post(introduction, 1)
    mail.stop_about(thing=introduction.candidate, kinds=("released",), why="hired", now=now)
    tell_candidate(introduction, "hired", now=now, send_at=rules.told_at(now), others=bool(siblings))
    return introduction


def _close_sibling(sibling: Introduction, *, batch: str, now: datetime) -> None:
    verb, reason = rules.ends_with("hire", sibling.state) or ("", "")
    move(sibling, verb, by=None, now=now, reason=reason, batch=batch)
    tell_employer(sibling, "hired_elsewhere", now=now, send_at=rules.told_at(now))


def count_post(introduction: Introduction, more: int) -> None:
    """Count one post of the wanted profile as filled, or (-1) as free again."""
    wanted = WantedProfile.objects.select_for_update().get(pk=introduction.wanted_profile_id)
    wanted.filled = max(wanted.filled + more, 0)
    wanted.posts = max(wanted.posts, wanted.filled)  # an employer that hires one more than it asked for is welcome to
    wanted.save(update_fields=["filled", "posts"])


@action
def report_not_hired(
    *, introduction: Introduction, by: User, reason: str, words_to_candidate: str, private_note: str = "",
    who_else: str = "", now: datetime,
) -> Introduction:  # fmt: skip
    """The process ended without a contract; a reason of its kind's list, words, and back into circulation."""
    introduction = lock(introduction)
    if introduction.state == rules.NOT_HIRED and introduction.decided_by_id == by.pk:
        return introduction
    words = check_feedback(reason, codes_for(introduction, "not_hired"), words_to_candidate, private_note)
    move(introduction, "report_not_hired", by=by, now=now, reason=reason)
    keep_feedback(
        introduction, by=by, reason=reason, words=words, private_note=private_note, who_else=who_else, now=now
    )
    release(introduction, words=words, now=now)
    return introduction
