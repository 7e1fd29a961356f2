"""Review: who waits for the employer's answer, and one anonymous profile after the other."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from kretslop.introductions import queries
from kretslop.web.doors import SignedIn, for_employers
from kretslop.web.employer.acting import acting_for, show


@for_employers
@require_GET
def review(request: SignedIn) -> HttpResponse:
    """List what waits for an answer, the most urgent first."""
    participation = acting_for(request)
    rows = list(queries.to_review(request.user, participation)) if participation else []
    return show(request, "employer/review.html", {"rows": rows})
