"""Making a task, taking it, doing it, giving it back."""

from datetime import date, datetime, timedelta

from kretslop.accounts.models import User
from kretslop.ambassadors import rules
from kretslop.ambassadors.models import AmbassadorTask, TakenTask
from kretslop.campaigns.actions.campaigning import must_lead
from kretslop.campaigns.actions.linking import link_named
from kretslop.campaigns.models import Campaign, Participation
from kretslop.campaigns.rules import CHANNELS
from kretslop.employers.models import Member
from kretslop.shared.calendar import OSLO
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.transactions import action
from kretslop.timeline.actions import record


@action
def make_task(
    *, campaign: Campaign, kind: str, title: str, words: str, channel: str, due_on: date, by: User, now: datetime
) -> AmbassadorTask:
    """Make a task; every employer that joined sees it. Invalid names the field that is wrong."""
    must_lead(by)
    title, words = " ".join(title.split()), words.strip()
    today = now.astimezone(OSLO).date()
    if wrong := rules.problem(kind=kind, title=title, words=words, due_on=due_on, today=today):
        raise Invalid(*wrong)
    if channel and channel not in CHANNELS:
        raise Invalid("channel", "unknown")
    task = AmbassadorTask.objects.create(
        campaign=campaign, kind=kind, title=title, words=words, channel=channel, due_on=due_on, made_by=by, made_at=now
    )
    record("ambassador_task.made", about=[task, campaign], by=by, now=now, codes={"kind": kind})
    return task


@action
def close_task(*, task: AmbassadorTask, by: User, now: datetime) -> None:
    """Take a task off the employers' pages, except for those who have taken it. Twice is once."""
    must_lead(by)
    if AmbassadorTask.objects.filter(pk=task.pk, closed_at__isnull=True).update(closed_at=now):
        record("ambassador_task.closed", about=[task, task.campaign], by=by, now=now)


@action
def take_task(*, task: AmbassadorTask, member: Member, by: User, now: datetime) -> TakenTask:
    """Take a task as somebody of an employer that joined; where it has a channel, with a tracked link. Twice is once.

    NotAllowed for strangers; NotPossible when the task is closed.
    """
    task = _lock(task)
    joined = Participation.objects.filter(
        campaign=task.campaign_id, employer=member.employer_id, left_at__isnull=True
    ).exists()
    if member.user_id != by.pk or not member.active or not joined:
        raise NotAllowed("not_yours")
    taken = TakenTask.objects.filter(task=task, member=member).first()
    if taken is not None and taken.given_back_at is None:
        return taken
    if task.closed_at is not None:
        raise NotPossible("closed")
    taken = taken or TakenTask(task=task, member=member)
    taken.taken_at, taken.given_back_at = now, None
    if task.channel and taken.link is None:
        name = f"{member.employer.name}: {task.title}"
        taken.link = link_named(campaign=task.campaign, channel=task.channel, name=name, now=now)
    taken.save()
    record("ambassador_task.taken", about=[task, member.employer], by=by, now=now)
    return taken


@action
def give_back_task(*, task: AmbassadorTask, member: Member, by: User, now: datetime) -> None:
    """Give a task back that is not done; its link goes on counting. NotPossible: not_taken, done."""
    taken = _own(task, member, by)
    if taken.done_at is not None:
        raise NotPossible("done")
    taken.given_back_at = now
    taken.save(update_fields=["given_back_at"])
    record("ambassador_task.given_back", about=[task, member.employer], by=by, now=now)


@action
def do_task(*, task: AmbassadorTask, member: Member, said: str, by: User, now: datetime) -> TakenTask:
    """Say that a task is done, with a word if one likes. NotPossible: not_taken, done; Invalid("said")."""
    taken = _own(task, member, by)
    if taken.done_at is not None:
        raise NotPossible("done")
    if len(said.strip()) > rules.SAID_MAX:
        raise Invalid("said", "too_long")
    taken.done_at, taken.said = now, said.strip()
    taken.save(update_fields=["done_at", "said"])
    record("ambassador_task.done", about=[task, member.employer], by=by, now=now)
    return taken


@action
def forget_old(*, now: datetime) -> int:
    """Empty what was said about tasks that were done `rules.KEPT_DAYS` ago; return how many."""
    old = TakenTask.objects.filter(done_at__lte=now - timedelta(days=rules.KEPT_DAYS))
    return old.exclude(said="").update(said="")


def _lock(task: AmbassadorTask) -> AmbassadorTask:
    return AmbassadorTask.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=task.pk)


def _own(task: AmbassadorTask, member: Member, by: User) -> TakenTask:
    if member.user_id != by.pk or not member.active:
        raise NotAllowed("not_yours")
    taken = TakenTask.objects.select_for_update(of=("self",)).filter(task=task, member=member).first()
    if taken is None or taken.given_back_at is not None:
        raise NotPossible("not_taken")
    return taken
