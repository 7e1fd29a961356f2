"""Working together, for the project lead: the five duties, tasks for ambassadors, and what employers say."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kretslop.ambassadors import actions, queries, rules, wording
from kretslop.campaigns.wording import CHANNELS
from kretslop.insights import duties as tallied
from kretslop.insights.duties_wording import duties as in_words
from kretslop.shared.errors import Invalid
from kretslop.surveys import queries as surveys
from kretslop.surveys import rules as of_surveys
from kretslop.surveys import wording as survey_words
from kretslop.web.doors import SignedIn, for_project_leads
from kretslop.web.secretariat.pages import find
from kretslop.web.secretariat.together import frame


@for_project_leads
@require_GET
def duties(request: SignedIn, ref: str) -> HttpResponse:
    """What each employer has done of the five duties."""
    campaign = find(request, ref)
    rows = [
        {"employer": participation.employer, "duties": in_words(tally, participation.agreement_version)}
        for participation, tally in tallied.tallies(request.user, campaign, timezone.now())
    ]
    return render(request, "secretariat/duties.html", frame(campaign, "duties") | {"rows": rows})


class TaskForm(forms.Form):
    """A new task for ambassadors."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=list(wording.KINDS.items()))
    title = forms.CharField(
        label=_("Title"), max_length=rules.TITLE_MAX, help_text=_("Such as: Share the film about the harbour.")
    )
    words = forms.CharField(
        label=_("What to do"), max_length=rules.WORDS_MAX, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    channel = forms.ChoiceField(
        label=_("Where it is shared"),
        required=False,
        choices=lambda: [("", _("Nowhere: no link is needed")), *CHANNELS.items()],
        help_text=_("Whoever takes the task gets a link of their own, which counts visits and registrations."),
    )
    due_on = forms.DateField(label=_("Done by"), input_formats=["%Y-%m-%d", "%d.%m.%Y"], widget=forms.DateInput)


@for_project_leads
@require_http_methods(["GET", "POST"])
def tasks(request: SignedIn, ref: str) -> HttpResponse:
    """Show the tasks with who took them, and make one."""
    campaign = find(request, ref)
    form = TaskForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            actions.make_task(campaign=campaign, by=request.user, now=timezone.now(), **form.cleaned_data)
        except Invalid as error:
            form.add_error(error.field if error.field in form.fields else None, wording.problem_words(error.code))
        else:
            messages.success(request, gettext("The task stands on the employers' pages now."))
            return redirect("secretariat:tasks", ref)
    context = frame(campaign, "tasks") | {"form": form, "lines": [_line(e) for e in _lines(request, campaign)]}
    return render(request, "secretariat/tasks.html", context, status=422 if form.errors else 200)


def _lines(request: SignedIn, campaign: Any) -> list[queries.Line]:
    return queries.for_lead(request.user, campaign)


def _line(line: queries.Line) -> dict[str, Any]:
    task = line.task
    return {
        "task": task,
        "kind": wording.KINDS[task.kind],
        "channel": CHANNELS.get(task.channel, ""),
        "shares": line.shares,
        "visits": sum(each.visits for each in line.shares),
        "registered": sum(each.registered for each in line.shares),
    }


@for_project_leads
@require_POST
def close_task(request: SignedIn, ref: str, task_ref: str) -> HttpResponse:
    """Take a task off the employers' pages."""
    campaign = find(request, ref)
    task = queries.task_for_lead(request.user, campaign, task_ref)
    if task is None:
        raise Http404
    actions.close_task(task=task, by=request.user, now=timezone.now())
    messages.success(request, gettext("Nobody new takes it from now on."))
    return redirect("secretariat:tasks", ref)


@for_project_leads
@require_GET
def heard(request: SignedIn, ref: str) -> HttpResponse:
    """What employers say about working together: figures of five answers and more, and words."""
    campaign = find(request, ref)
    found = surveys.heard(request.user, campaign)
    context = frame(campaign, "heard") | {
        "answers": sum(each.answers for each in found.questions.values()),
        "questions": [_figures(survey_words.QUESTIONS[code], each) for code, each in found.questions.items()],
        "outcomes": [_figures(survey_words.OUTCOMES[code], each) for code, each in found.outcomes.items()],
        "words": [(each, survey_words.QUESTIONS[each.question]) for each in found.words],
        "few": of_surveys.FEW,
    }
    return render(request, "secretariat/heard.html", context)


def _figures(label: Any, summary: of_surveys.Summary) -> dict[str, Any]:
    return {"label": label, "answers": summary.answers, "mean": summary.mean, "counts": summary.counts}
