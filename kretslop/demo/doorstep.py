"""Who may be tried with one click, and what each of them has before them today."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kretslop.accounts import queries as accounts
from kretslop.accounts.models import User
from kretslop.accounts.rules import is_away
from kretslop.campaigns.agencies import reads_for
from kretslop.campaigns.models import Participation
from kretslop.demo import cast
from kretslop.demo.telling import recruiter_of
from kretslop.employers.models import ClientMember
from kretslop.employers.queries import for_member
from kretslop.introductions import rules
from kretslop.talent.models import Candidate
from kretslop.talent.queries import for_user

MOST_EMPLOYERS = 6


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody to sign in as: who it is, and a sentence on what waits for them."""

    user: User
    role: str
    waits: str


def staff() -> list[Guest]:
    """Return the people of the alliance."""
    lead = _("Plans the campaigns: employers, criteria that all agree on, and the way from a registration to a desk.")
    liaison = _("Looks after the candidates: who is new, who waits for an answer, whom to introduce next.")
    return [
        *(Guest(user, _("Project lead"), lead) for user in accounts.project_leads()),
        *(Guest(user, _("Talent liaison"), liaison) for user in accounts.liaisons()),
    ]


def employers(today: datetime) -> list[Guest]:
    """Return the recruiters of the first employers, and the stand-in of one who is away."""
    waiting = Count("introductions", filter=Q(introductions__state=rules.INTRODUCED))
    joined = (
        Participation.objects.filter(campaign__state="open", recruiter__active=True)
        .select_related("employer", "recruiter__user", "stand_in__user")
        .annotate(waiting=waiting)
        .order_by("pk")
    )
    rows, counts = list(joined), [row["waiting"] for row in joined.values("waiting")]
    guests = [_recruiter(each, count) for each, count in zip(rows, counts, strict=True)][:MOST_EMPLOYERS]
    # A founder may hold both roles (R2).
    two = [each for each in rows if each.stand_in and each.stand_in.user_id != recruiter_of(each).pk]
    away = [each for each in two if is_away(recruiter_of(each).away_until, today.date())]
    stand_ins = [*away[:1], *[each for each in two if each not in away][:1]]
    return [*guests, *(_stand_in(each, is_here=each not in away) for each in stand_ins), *_readers()]


def _readers() -> list[Guest]:
    """Return somebody of an agency's client, and whoever acts for the agency."""
    found = ClientMember.objects.filter(active=True).select_related("user", "client__agency").order_by("pk")[:1]
    guests = []
    for each in found:
        names = {"client": each.client.name, "agency": each.client.agency.name}
        role = _("Reads along at %(client)s") % names
        guests.append(Guest(each.user, role, _("%(agency)s looks for people for this company, and answers.") % names))
        acting = Participation.objects.filter(
            employer=each.client.agency, campaign__state="open", recruiter__active=True
        )
        for agency in acting.select_related("recruiter__user")[:1]:
            role = _("Recruiter at %(employer)s") % {"employer": each.client.agency.name}
            guests.append(Guest(recruiter_of(agency), role, _("An agency that acts for %(client)s.") % names))
    return guests


def _recruiter(each: Participation, waiting: int) -> Guest:
    role = _("Recruiter at %(employer)s") % {"employer": each.employer.name}
    return Guest(recruiter_of(each), role, _to_answer(waiting))


def _to_answer(count: int) -> str:
    if not count:
        return _("Nobody waits for an answer; there are profiles to write and people in process.")
    words = ngettext("%(count)d candidate waits for an answer.", "%(count)d candidates wait for an answer.", count)
    return words % {"count": count}


def _stand_in(each: Participation, *, is_here: bool) -> Guest:
    role = _("Stand-in at %(employer)s") % {"employer": each.employer.name}
    assert each.stand_in is not None
    names = {"name": recruiter_of(each).name}
    waits = _("Answers when %(name)s cannot.") if is_here else _("%(name)s is away, and this person answers instead.")
    return Guest(each.stand_in.user, role, waits % names)


#: What a candidate's day can look like, the most telling first.
SITUATIONS: tuple[tuple[str | Promise, Q], ...] = (
    (gettext_lazy("Is asked whether an employer may see the profile."), Q(introductions__state=rules.ASKED)),
    (gettext_lazy("Is asked one question, and has not answered yet."), Q(questions__answered_at=None,
                                                                         questions__pk__isnull=False)),
    (gettext_lazy("An employer said no a moment ago; the warm message has not left yet."), Q()),
    (gettext_lazy("Is introduced, and waits for the employer's answer."), Q(introductions__state=rules.INTRODUCED)),
    (gettext_lazy("Has an interview with an employer."), Q(introductions__state=rules.INTERVIEW)),
    (gettext_lazy("Negotiates a contract."), Q(introductions__state=rules.NEGOTIATION)),
    (gettext_lazy("Is hired, and will move."), Q(introductions__state=rules.HIRED)),
    (gettext_lazy("Was declined, and is back in the pool."), Q(introductions__state=rules.DECLINED)),
    (gettext_lazy("Has paused for some months."), Q(membership__paused_until__isnull=False)),
    (gettext_lazy("Is approved; nobody has introduced this person yet."),
     Q(membership__state="approved", introductions=None)),
    (gettext_lazy("Has registered, and waits for a first word."), Q(membership__state="waiting", decisions=None)),
)  # fmt: skip


def candidates(now: datetime) -> list[Guest]:
    """Return one candidate for each situation; those of the cast who have a name come first."""
    named = [cast.address(answers.name) for answers in (cast.DIOGO, cast.AMARA, cast.LINH)]
    everybody = Candidate.objects.filter(user__isnull=False).select_related("user")
    found: list[Guest] = []
    for words, condition in SITUATIONS:
        if not condition:
            condition = Q(introductions__release_message__leaves_at__gt=now,
                          introductions__release_message__stopped_at=None)  # fmt: skip
        person = _first(everybody.filter(condition), named, {guest.user.pk for guest in found})
        if person is not None and person.user is not None:
            found.append(Guest(person.user, _("Candidate"), str(words)))
    return sorted(found, key=lambda guest: guest.user.email not in named)


def _first(people: QuerySet[Candidate], named: Iterable[str], taken: set[int]) -> Candidate | None:
    people = people.exclude(user__in=taken)
    return (
        people.filter(email__in=list(named)).order_by("pk").first() or people.order_by("-registered_at", "pk").first()
    )


def home_of(user: User) -> str:
    """Return the name of the page that this person begins the day with."""
    return next(_homes(user), "public:home")


def _homes(user: User) -> Iterator[str]:
    if user.is_project_lead:
        yield "secretariat:campaigns"
    if user.is_liaison:
        yield "liaison:today"
    if for_member(user).exists():
        yield "employer:review"
    if reads_for(user):
        yield "employer:client_reading"
    if for_user(user) is not None:
        yield "candidate:home"
