"""Next steps: everything that is open, whose turn it is, by when, and for how long it has stood there."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from kretslop.campaigns.queries import answering_member
from kretslop.introductions import queries, rules
from kretslop.web.doors import SignedIn, for_employers
from kretslop.web.employer.acting import choices, show
from kretslop.web.employer.showing import row
from kretslop.web.employer.undoing import undoable
from kretslop.web.stages import days_words

if TYPE_CHECKING:
    from kretslop.employers.models import Member
    from kretslop.introductions.models import Introduction

PER_PAGE = 50
FILTERS = {"mine": gettext_lazy("Mine"), "company": gettext_lazy("My company's"), "late": gettext_lazy("Overdue")}
_BY_CANDIDATE = [step for step, role in rules.STEPS.items() if role == rules.CANDIDATE]


@for_employers
@require_GET
def next_steps(request: SignedIn) -> HttpResponse:
    """List what is open in every campaign of the company: what is mine, everything, or what is late."""
    now = timezone.now()
    answers = {each.pk: answering_member(each, timezone.localdate(now)) for each in choices(request)}
    found = queries.next_steps(request.user)
    own = [pk for pk, member in answers.items() if member is not None and member.user_id == request.user.pk]
    narrowed = {
        "mine": found.filter(Q(participation__in=own) & ~Q(next_step__in=_BY_CANDIDATE)),
        "company": found,
        "late": found.filter(next_step_due__lt=now),
    }
    which = request.GET.get("which", "mine")
    which = which if which in FILTERS else "mine"
    counts = {key: rows.order_by().count() for key, rows in narrowed.items()}
    page = Paginator(narrowed[which], PER_PAGE).get_page(request.GET.get("page"))
    chips = [
        {"label": label, "url": f"?which={key}", "current": key == which, "count": counts[key]}
        for key, label in FILTERS.items()
    ]
    context = {
        "chips": chips, "which": which, "counts": counts, "page": page, "undoable": undoable(request, now),
        "rows": [_row(each, answers.get(each.participation_id), request, now) for each in page],
        "in_process": True,
    }  # fmt: skip
    return show(request, "employer/next_steps.html", context)


def _row(found: Introduction, answers: Member | None, request: SignedIn, now: datetime) -> dict[str, Any]:
    step = rules.next_step(found.state, found.next_step)
    owner = _("The candidate")
    if step is None or step[1] == rules.EMPLOYER:
        owner = answers.user.name or answers.user.email if answers else _("Nobody is named")
        if answers and answers.user_id == request.user.pk:
            owner = _("You")
    return {
        "line": row(found, now),
        "owner": owner,
        "wanted": found.wanted_profile.title,
        "campaign": found.campaign.name,
        "since": days_words(found.state_since, now),
    }
