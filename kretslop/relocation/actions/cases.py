"""A case opens by itself when somebody is hired; liaisons work through its steps."""

from datetime import date, datetime, timedelta

from kretslop.accounts.models import User
from kretslop.introductions import rules as intro
from kretslop.introductions.models import Introduction
from kretslop.relocation import rules
from kretslop.relocation.actions.households import fit_family, forget_household, told_of
from kretslop.relocation.models import Bookmark, Case, Household, Step
from kretslop.routes.rules import ROUTES, forecast
from kretslop.shared.calendar import OSLO
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.transactions import action
from kretslop.talent.locking import locked
from kretslop.talent.models import Candidate
from kretslop.talent.queries import HOME_COUNTRY
from kretslop.timeline.actions import record
from kretslop.timeline.models import Event
from kretslop.timeline.rules import SYSTEM

#: What was written down in a transaction that ended late is read again: no transaction lasts this long.
READ_AGAIN = timedelta(days=1)


#: A hire that came to nothing, or a move that was taken back.
_HIRE_IS_OVER = ("introduction.offer_lost", "introduction.undone")


@action
def follow(*, now: datetime) -> int:
    """Read the timeline from the room's own bookmark: a hire opens a case, leaving the pool erases a household.

    Reading a thing twice changes nothing, so the bookmark lies a day back. Returns how many cases were opened.
    """
    Bookmark.objects.get_or_create(room="relocation", defaults={"read_until_at": datetime(2000, 1, 1, tzinfo=OSLO)})
    bookmark = Bookmark.objects.select_for_update().get(room="relocation")
    events = Event.objects.filter(
        kind__in=("introduction.hired", *_HIRE_IS_OVER, "membership.left"), at__gt=bookmark.read_until_at - READ_AGAIN
    )
    opened = 0
    for kind, subjects in events.order_by("at", "pk").values_list("kind", "subjects"):
        if kind == "introduction.hired":
            opened += _open_case(_ref(subjects, "introduction"), now=now)
        elif kind in _HIRE_IS_OVER:
            _after_losing(_ref(subjects, "introduction"), now=now)
        else:
            _after_leaving(_ref(subjects, "candidate"), now=now)
    bookmark.read_until_at = max(bookmark.read_until_at, now)
    bookmark.save(update_fields=["read_until_at"])
    return opened


def _ref(subjects: list[str], kind: str) -> str:
    return next((each.partition(":")[2] for each in subjects if each.startswith(f"{kind}:")), "")


def _open_case(ref: str, *, now: datetime) -> bool:
    found = Introduction.objects.select_related("candidate__user").filter(ref=ref, state=intro.HIRED).first()
    if found is None or Case.objects.filter(introduction=found).exists():
        return False
    candidate = locked(found.candidate_id)
    hired_on = found.state_since.astimezone(OSLO).date()
    case = Case.objects.create(
        introduction=found,
        candidate=candidate,
        owner=candidate.liaison or found.introduced_by,
        route=candidate.route,
        hired_on=hired_on,
        starts_on=found.starts_on,
        opened_at=now,
    )
    _plan(case, now=now)
    record("case.opened", about=[case, candidate], by=SYSTEM, now=now)
    return True


def _after_leaving(ref: str, *, now: datetime) -> None:
    """Nobody who left the pool needs help to move, unless a move is under way; help has lost its purpose."""
    candidate = Candidate.objects.select_for_update(of=("self",)).filter(ref=ref, membership__state="left").first()
    if candidate and not Case.objects.filter(candidate=candidate, state=rules.OPEN).exists():
        forget_household(candidate, now=now)


def _after_losing(ref: str, *, now: datetime) -> None:
    """Nobody moves for a job that came to nothing, or that was reported by mistake."""
    case = Case.objects.select_for_update().filter(introduction__ref=ref, state=rules.OPEN).first()
    if case is not None and case.introduction.state != intro.HIRED:
        case.state, case.closed_at = rules.NOT_MOVING, now
        case.save(update_fields=["state", "closed_at"])
        record("case.closed", about=[case, case.candidate], by=SYSTEM, now=now, codes={"state": rules.NOT_MOVING})


def _plan(case: Case, *, now: datetime) -> None:
    """Write the steps that are not there yet; what was done stays done."""
    candidate = case.candidate
    lives_here = candidate.country == HOME_COUNTRY
    outlook = forecast(
        case.route or None, today=case.hired_on, lives_here=lives_here, notice_weeks=candidate.notice_weeks
    )
    planned = rules.plan(outlook, hired_on=case.hired_on, starts_on=case.starts_on, lives_here=lives_here)
    Step.objects.filter(case=case, done_on__isnull=True).exclude(code__in=rules.OF_FAMILY).delete()
    there = set(Step.objects.filter(case=case).values_list("code", flat=True))
    Step.objects.bulk_create(
        [Step(case=case, code=p.code, who=p.who, due_on=p.due_on) for p in planned if p.code not in there]
    )
    fit_family(case, told_of(Household.objects.filter(candidate=candidate).first()), now=now)


def _lock(case: Case, by: User) -> Case:
    """Lock the candidate, then the case; NotAllowed for anybody but liaisons, NotPossible when it has ended."""
    if not by.is_liaison:
        raise NotAllowed("staff_only")
    locked(case.candidate_id)
    case = Case.objects.select_for_update(of=("self",)).select_related("candidate").get(pk=case.pk)
    if case.state != rules.OPEN:
        raise NotPossible("case_closed")
    return case


@action
def take_over(*, case: Case, by: User, now: datetime) -> Case:
    """The liaison who clicks answers for the case from now on."""
    case = _lock(case, by)
    if case.owner_id != by.pk:
        case.owner = by
        case.save(update_fields=["owner"])
        record("case.taken_over", about=[case], by=by, now=now)
    return case


def count_owned(user: User) -> int:
    """Return how many running cases a liaison answers for."""
    return Case.objects.filter(owner=user, state=rules.OPEN).count()


def hand_over(user: User, to: User, now: datetime) -> None:
    """Let `to` answer for every running case of a liaison who leaves the staff; the caller says who may."""
    Case.objects.filter(owner=user, state=rules.OPEN).update(owner=to)


@action
def finish_step(*, case: Case, step_ref: str, done_on: date, by: User, now: datetime) -> Step:
    """A step is done; Invalid when the day lies ahead or before the hire by more than a year."""
    case = _lock(case, by)
    today = now.astimezone(OSLO).date()
    if done_on > today or done_on < case.hired_on - timedelta(days=365):
        raise Invalid("done_on", "out_of_range")
    step = _step(case, step_ref)
    if step.done_on is None:
        step.done_on, step.blocker = done_on, ""
        step.save(update_fields=["done_on", "blocker"])
        record("case.step_done", about=[case], by=by, now=now, codes=_codes(step))
    return step


@action
def reopen_step(*, case: Case, step_ref: str, by: User, now: datetime) -> Step:
    """A step was not done after all."""
    case = _lock(case, by)
    step = _step(case, step_ref)
    if step.done_on is not None:
        step.done_on = None
        step.save(update_fields=["done_on"])
        record("case.step_reopened", about=[case], by=by, now=now, codes=_codes(step))
    return step


@action
def change_step(*, case: Case, step_ref: str, due_on: date, blocker: str, by: User, now: datetime) -> Step:
    """A step is due on another day, or something holds it up (a code of `rules.BLOCKERS`, or nothing)."""
    case = _lock(case, by)
    if blocker not in ("", *rules.BLOCKERS):
        raise Invalid("blocker", "unknown")
    if abs((due_on - case.hired_on).days) > 730:
        raise Invalid("due_on", "out_of_range")
    step = _step(case, step_ref)
    step.due_on, step.blocker = due_on, blocker
    step.save(update_fields=["due_on", "blocker"])
    return step


@action
def choose_route(*, case: Case, route: str, by: User, now: datetime) -> Case:
    """Say by which way the person may work here: the steps that are not done yet are planned anew."""
    if route not in ROUTES:
        raise Invalid("route", "unknown")
    case = _lock(case, by)
    if case.route != route:
        case.route = route
        case.save(update_fields=["route"])
        Step.objects.filter(case=case, code=rules.ROUTE_UNKNOWN).delete()
        _plan(case, now=now)
        record("case.planned", about=[case], by=by, now=now, codes={"route": route})
    return case


@action
def close_case(*, case: Case, settled: bool, by: User, now: datetime) -> Case:
    """The person has settled in, or does not move after all."""
    case = _lock(case, by)
    case.state, case.closed_at = rules.SETTLED if settled else rules.NOT_MOVING, now
    case.save(update_fields=["state", "closed_at"])
    record("case.closed", about=[case, case.candidate], by=by, now=now, codes={"state": case.state})
    return case


def _step(case: Case, ref: str) -> Step:
    step = Step.objects.filter(case=case, ref=ref).first()
    if step is None:
        raise NotPossible("step_gone")
    return step


def _codes(step: Step) -> dict[str, str | int | bool]:
    """A step that tells of a family is not named where nothing can be erased."""
    return {} if step.code in rules.OF_FAMILY else {"step": step.code}
