"""The employer's conversation about an introduction that it has accepted."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods

from kretslop.conversations import queries
from kretslop.introductions import disclosure
from kretslop.web import conversing
from kretslop.web.doors import SignedIn, for_employers
from kretslop.web.employer.acting import show

PER_PAGE = 50


@for_employers
@require_http_methods(["GET", "POST"])
def conversation(request: SignedIn, ref: str) -> HttpResponse:
    """Talk with the candidate, from acceptance to the end of the process."""
    introduction = get_object_or_404(queries.introductions_of_member(request.user), ref=ref)
    answer, context = conversing.handle(request, introduction.candidate, introduction)
    if answer is not None:
        return answer
    context |= {"ref": ref, "title": disclosure.listed(introduction).title, "in_process": True}
    return show(request, "employer/conversation.html", context, status=422 if context["form"].errors else 200)


@for_employers
@require_GET
def conversations(request: SignedIn) -> HttpResponse:
    """Every conversation that the employer takes part in, those with something unread first."""
    lines = queries.lines_for_member(request.user)
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"line": line, "title": disclosure.listed(line.introduction).title} for line in page if line.introduction]
    waiting = sum(bool(line.unread) for line in lines)
    return show(request, "employer/conversations.html", {"rows": rows, "page": page, "waiting": waiting})
