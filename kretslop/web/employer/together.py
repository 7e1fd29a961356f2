"""Working together in the campaign: the events that come and those that have been."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from kretslop.events import queries
from kretslop.web import attending
from kretslop.web.doors import SignedIn, for_employers
from kretslop.web.employer.acting import acting_for, show


@for_employers
@require_GET
def together(request: SignedIn) -> HttpResponse:
    """What comes, and what has been."""
    participation = acting_for(request)
    found = queries.for_member(request.user)
    if participation is not None:
        found = found.filter(campaign=participation.campaign)
    return show(request, "employer/together.html", attending.lists(request.user, list(found)))
