"""The candidate's conversations: with the liaison, and about each introduction that an employer has accepted."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from kretslop.conversations import queries
from kretslop.web import conversing
from kretslop.web.doors import SignedIn, for_candidates
from kretslop.web.visitor import own_candidate


@for_candidates
@require_http_methods(["GET", "POST"])
def messages_page(request: SignedIn) -> HttpResponse:
    """The conversation with the liaison, and the way to the others."""
    candidate = own_candidate(request)
    answer, context = conversing.handle(request, candidate, None)
    if answer is not None:
        return answer
    others = list(queries.introductions_to_talk_about(request.user))
    unread = queries.unread_by_introduction(request.user, others)
    context |= {
        "others": [{"introduction": each, "unread": unread.get(each.pk, 0)} for each in others],
        "liaison": candidate.liaison,
    }
    return render(request, "candidate/messages.html", context, status=422 if context["form"].errors else 200)


@for_candidates
@require_http_methods(["GET", "POST"])
def conversation(request: SignedIn, ref: str) -> HttpResponse:
    """The conversation about one introduction, with the employer."""
    introduction = get_object_or_404(queries.introductions_to_talk_about(request.user), ref=ref)
    answer, context = conversing.handle(request, introduction.candidate, introduction)
    if answer is not None:
        return answer
    context["introduction"] = introduction
    return render(request, "candidate/conversation.html", context, status=422 if context["form"].errors else 200)
