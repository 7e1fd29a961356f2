"""Working together in the campaign: events, what the employer has done so far, tasks, and one question."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from kretslop.events import queries
from kretslop.insights.duties import Tally, own_tally
from kretslop.insights.duties_wording import duties
from kretslop.web import attending
from kretslop.web.doors import SignedIn, for_employers
from kretslop.web.employer import ambassador, collaboration
from kretslop.web.employer.acting import acting_for, show


@for_employers
@require_GET
def together(request: SignedIn) -> HttpResponse:
    """What comes, what has been done, what one could do."""
    participation = acting_for(request)
    if participation is None:
        return redirect("employer:wanted_profiles")
    found = queries.for_member(request.user).filter(campaign=participation.campaign)
    done = duties(own_tally(request.user, participation, timezone.now()) or Tally(), participation.agreement_version)
    context = attending.lists(request.user, list(found)) | {
        "duties": [{"state": "done" if d.begun else "later", "title": d.title, "text": d.words} for d in done],
        "tasks": ambassador.rows(request, participation),
        "questions": collaboration.waiting(request, participation),
    }
    return show(request, "employer/together.html", context)
