"""The ends that an employer reports: hired, not hired, or hired and lost again."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kretslop.introductions import actions, disclosure, rules
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.web.doors import SignedIn, for_employers
from kretslop.web.employer.acting import act_for, show
from kretslop.web.employer.deciding import (
    doubt_words,
    feedback_form,
    feedback_page,
    overtaken,
    refused,
    say_ended,
)
from kretslop.web.employer.ending import overtaken_words
from kretslop.web.employer.review import get_introduction


class HireForm(forms.Form):
    """When the person starts, if that is known."""

    starts_on = forms.DateField(
        label=gettext_lazy("First day at work"),
        required=False,
        widget=forms.DateInput,
        help_text=gettext_lazy("Leave it empty when you have not agreed on the day yet."),
    )
    work_place = forms.CharField(
        label=gettext_lazy("Place of work"), required=False, max_length=rules.PLACE_MAX,
        help_text=gettext_lazy("The town."),
    )  # fmt: skip
    remote_share = forms.IntegerField(
        label=gettext_lazy("Share of remote work, in per cent"), required=False, min_value=0, max_value=100
    )


@for_employers
@require_http_methods(["GET", "POST"])
def hire(request: SignedIn, ref: str) -> HttpResponse:
    """Report that the person is hired; introductions to others close in the same moment."""
    found = get_introduction(request, ref)
    act_for(request, found.participation)
    done = found.state == rules.HIRED and found.decided_by_id == request.user.pk
    if found.state not in rules.IN_PROCESS and not (done and request.method == "POST"):
        messages.info(request, overtaken_words(found, request.user))
        return redirect("employer:introduction", ref=ref)
    form = HireForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            hired = actions.hire(introduction=found, by=request.user, now=timezone.now(), **form.cleaned_data)
        except NotAllowed as problem:
            raise Http404 from problem
        except NotPossible as problem:
            return refused(request, ref, problem)
        except Invalid as wrong:
            form.add_error(wrong.field, _("This day is more than two years away. Please check the year."))
        else:
            if hired.starts_on == form.cleaned_data["starts_on"]:
                messages.success(request, _("Congratulations! In ten minutes the candidate and the others are told."))
            else:
                said = _("You had reported this already, so what you said then stands. Write to your talent liaison.")
                messages.info(request, said)
            return redirect("employer:introduction", ref=ref)
    context = {"form": form, "ref": ref, "who": disclosure.listed(found), "in_process": True}
    return show(request, "employer/hire.html", context, status=422 if form.errors else 200)


@for_employers
@require_http_methods(["GET", "POST"])
def not_hired(request: SignedIn, ref: str) -> HttpResponse:
    """Report that the process ended without a contract, with a reason and words."""
    words = {
        "title": _("It did not become a contract"),
        "submit": _("Report and send the words"),
        "explain": _("The candidate is back in circulation at once, and other employers can meet them."),
    }
    return _end(request, ref, actions.report_not_hired, rules.IN_PROCESS, "not_hired", words)


@for_employers
@require_http_methods(["GET", "POST"])
def offer_lost(request: SignedIn, ref: str) -> HttpResponse:
    """Report that a hire came to nothing: the person is back, and the doors that the hire closed open again."""
    words = {
        "title": _("The hire came to nothing"),
        "submit": _("Report and send the words"),
        "explain": _(
            "The candidate is back in circulation, your post is free again, and introductions to other employers that "
            "closed because of the hire open again."
        ),
    }
    return _end(request, ref, actions.lose_offer, (rules.HIRED,), "lost", words)


def _end(
    request: SignedIn, ref: str, act: Callable[..., Any], before: tuple[str, ...], end: str,
    words: dict[str, str],
) -> HttpResponse:  # fmt: skip
    """Ask for reason and words, and report an end that is possible in the states of `before`."""
    found = get_introduction(request, ref)
    act_for(request, found.participation)
    done = found.state == rules.NOT_HIRED and found.decided_by_id == request.user.pk
    if found.state not in before and not (done and request.method == "POST"):
        return overtaken(request, found)
    form, sent = feedback_form(request, found, end)
    if sent and form.is_valid():
        try:
            ended = act(introduction=found, by=request.user, now=timezone.now(), **form.cleaned_data)
        except NotAllowed as problem:
            raise Http404 from problem
        except NotPossible as problem:
            return refused(request, ref, problem)
        except Invalid as wrong:
            form.add_error(wrong.field, doubt_words(wrong.code))
        else:
            noted = _("Noted. Your words reach the candidate after two working hours.")
            say_ended(request, ended, form.cleaned_data["words_to_candidate"], noted)
            return redirect("employer:process")
    return feedback_page(request, found, form, words)
