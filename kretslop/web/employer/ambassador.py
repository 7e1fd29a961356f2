"""Tasks for ambassadors, as an employer's people take and do them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from kretslop.ambassadors import actions, queries, rules, wording
from kretslop.shared.errors import KretslopError
from kretslop.web.doors import SignedIn, for_employers
from kretslop.web.employer.acting import acting_for, show

if TYPE_CHECKING:
    from kretslop.campaigns.models import Participation


class DoneForm(forms.Form):
    """How a task went."""

    said = forms.CharField(
        label=_("How did it go?"),
        required=False,
        max_length=rules.SAID_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence helps the next ambassador. The project lead reads it."),
    )


def rows(request: SignedIn, participation: Participation) -> list[dict[str, Any]]:
    """Return the tasks as the employer's page shows them: small numbers of registered people are not told."""
    today, found = timezone.localdate(), queries.for_member(request.user, participation)
    shown = []
    for task, share in found:
        link = share.taken.link if share else None
        page = reverse("public:campaign", args=(participation.campaign.slug,))
        shown.append(
            {
                "task": task,
                "kind": wording.KINDS[task.kind],
                "taken": share is not None,
                "done": share is not None and share.taken.done_at is not None,
                "late": task.due_on < today,
                "address": f"{settings.SITE_URL}{page}?via={link.ref}" if link else "",
                "visits": share.visits if share else 0,
                "registered": rules.shown_count(share.registered) if share else 0,
                "few": rules.FEW,
            }
        )
    return shown


def _mine(request: SignedIn, ref: str) -> tuple[Any, Any]:
    participation = acting_for(request)
    task = queries.task_for_member(request.user, participation, ref) if participation else None
    if participation is None or task is None:
        raise Http404
    return task, queries.member_for(request.user, participation)


def _refuse(request: HttpRequest, error: KretslopError) -> None:
    messages.error(request, wording.problem_words(error.code))


@for_employers
@require_POST
def take_task(request: SignedIn, ref: str) -> HttpResponse:
    """Take a task."""
    task, member = _mine(request, ref)
    try:
        taken = actions.take_task(task=task, member=member, by=request.user, now=timezone.now())
    except KretslopError as error:
        _refuse(request, error)
    else:
        with_link = gettext("The task is yours. Below is your link: it counts visits and registrations.")
        messages.success(request, with_link if taken.link else gettext("The task is yours. Thank you."))
    return redirect("employer:together")


@for_employers
@require_POST
def give_back_task(request: SignedIn, ref: str) -> HttpResponse:
    """Give a task back."""
    task, member = _mine(request, ref)
    try:
        actions.give_back_task(task=task, member=member, by=request.user, now=timezone.now())
    except KretslopError as error:
        _refuse(request, error)
    else:
        messages.success(request, gettext("That is all right. Somebody else can take it."))
    return redirect("employer:together")


@for_employers
@require_http_methods(["GET", "POST"])
def task_done(request: SignedIn, ref: str) -> HttpResponse:
    """Say that a task is done, and how it went."""
    task, member = _mine(request, ref)
    form = DoneForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            actions.do_task(
                task=task, member=member, said=form.cleaned_data["said"], by=request.user, now=timezone.now()
            )
        except KretslopError as error:
            _refuse(request, error)
        else:
            messages.success(request, gettext("Done. Thank you for speaking for the region."))
        return redirect("employer:together")
    context = {"form": form, "task": task, "in_together": True}
    return show(request, "employer/task_done.html", context, status=422 if form.errors else 200)
