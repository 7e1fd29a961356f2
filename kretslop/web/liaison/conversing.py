"""The liaison's conversations: all of them, unread ones first, and each with a candidate or about an introduction."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kretslop.conversations import queries
from kretslop.introductions import desk
from kretslop.web import conversing
from kretslop.web.doors import SignedIn, for_liaisons
from kretslop.web.liaison.candidates import get_candidate


@for_liaisons
@require_GET
def conversations(request: SignedIn) -> HttpResponse:
    """Every conversation, those with something unread first."""
    lines = queries.lines_for_liaison(request.user)
    context = {"lines": lines, "waiting": sum(bool(line.unread) for line in lines), "today": timezone.localdate()}
    return render(request, "liaison/conversations.html", context)


@for_liaisons
@require_http_methods(["GET", "POST"])
def conversation(request: SignedIn, ref: str, about: str = "") -> HttpResponse:
    """One conversation: with the candidate alone, or about an introduction with the employer in it."""
    candidate = get_candidate(request, ref)
    found = desk.of_candidate(request.user, candidate)
    introduction = get_object_or_404(found, ref=about) if about else None
    answer, context = conversing.handle(request, candidate, introduction)
    if answer is not None:
        return answer
    context |= {"person": candidate, "introduction": introduction, "others": list(found)}
    return render(request, "liaison/conversation.html", context, status=422 if context["form"].errors else 200)
