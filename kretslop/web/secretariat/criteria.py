"""The criteria of a campaign: draft from the wanted profiles, edit, propose, agreed by all, in force (R27)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from kretslop.campaigns import actions, rules, steering, wording
from kretslop.campaigns.queries import criteria_of
from kretslop.insights import queries as insights
from kretslop.screening import queries as screening
from kretslop.shared.errors import Invalid, NotPossible
from kretslop.web import applying
from kretslop.web.criteria_effect import shown
from kretslop.web.criteria_form import CriteriaEditor
from kretslop.web.doors import SignedIn, for_project_leads
from kretslop.web.flagging import any_protected, flags
from kretslop.web.secretariat.pages import back, find, frame, refuse
from kretslop.web.secretariat.versions import changes, items


@for_project_leads
def criteria(request: HttpRequest, ref: str) -> HttpResponse:
    """The version in the making or in force, what it does to the pool, who has agreed, and the versions before."""
    campaign = find(request, ref)
    versions = steering.versions_of(campaign)
    joined: list[Any] = steering.joined(campaign)
    current = versions[0] if versions else None
    values: dict[str, Any] = {"current": current, "state": current.state if current else "", "joined": len(joined)}
    if current:
        asked = criteria_of(current)
        effect = insights.effect(campaign, asked, viewer=request.user, now=timezone.now())  # type: ignore[arg-type]
        answers = steering.answers_to(current, joined) if current.state != rules.DRAFT else []
        values |= {
            "state_name": wording.CRITERIA_STATES[current.state],
            "kind": wording.colour_of(current.state),
            "items": items(asked, current.support),
            "effect": shown(effect),
            "answers": [_answer(each) for each in answers if each.answer != rules.AGREED],
            "agreed": [each for each in answers if each.answer == rules.AGREED],
        }
    posts = sum(profile.posts for each in joined for profile in each.submitted)
    values |= {
        "heading": _heading(current, len(values.get("agreed", [])), len(joined)),
        "posts": posts,
        "frozen": next((v for v in versions if v.state == rules.FROZEN), None),
        "history": _history(versions),
        "run": insights.last_run(campaign, viewer=request.user),  # type: ignore[arg-type]
        "stops": screening.stops(request.user, campaign),  # type: ignore[arg-type]
    }
    if values["state"] == rules.FROZEN:
        values["under_way"] = screening.run_under_way(campaign)
    return render(request, "secretariat/criteria.html", frame(campaign, "criteria") | values)


def _heading(current: Any, agreed: int, joined: int) -> str:
    if current is None:
        return gettext("Draw up the criteria together")
    number = {"number": current.number}
    if current.state == rules.DRAFT:
        return gettext("Version %(number)s of the criteria is a draft") % number
    if current.state == rules.PROPOSED:
        said = ngettext(
            "%(agreed)s of %(all)s employer has agreed", "%(agreed)s of %(all)s employers have agreed", joined
        )
        return said % {"agreed": agreed, "all": joined}
    return gettext("Version %(number)s of the criteria is agreed by all and in force") % number


def _answer(answer: steering.Answer) -> dict[str, Any]:
    known = bool(answer.answer)
    return {
        "employer": answer.participation.employer.name,
        "code": answer.answer,
        "said": wording.ANSWERS[answer.answer] if known else gettext("No answer yet"),
        "kind": wording.colour_of(answer.answer) if known else "neutral",
        "words": answer.words,
        "flags": (found := flags(answer.words)),
        "protected": any_protected(found),
        "by": answer.by,
        "at": answer.at,
    }


def _history(versions: list[Any]) -> list[dict[str, Any]]:
    """Return each version with what changed against the one before it."""
    before = [*versions[1:], None][: len(versions)]
    return [
        {
            "version": version,
            "state": wording.CRITERIA_STATES[version.state],
            "kind": wording.colour_of(version.state),
            "changes": changes(criteria_of(older), criteria_of(version)) if older else [],
            "first": older is None,
        }
        for version, older in zip(versions, before, strict=True)
    ]


def _move(request: HttpRequest, ref: str, state: str, verb: Any, said: str) -> HttpResponse:
    """Make one move on the version that is in `state`; say why not, when it has moved on."""
    campaign = find(request, ref)
    version = next((v for v in steering.versions_of(campaign) if v.state == state), None)
    try:
        if version is None:
            raise NotPossible(f"version_not_{state}")
        verb(version=version, by=request.user, now=timezone.now())
    except NotPossible as error:
        refuse(request, error)
    else:
        messages.success(request, said)
    return back(request, "criteria", ref)


@for_project_leads
@require_POST
def draft(request: HttpRequest, ref: str) -> HttpResponse:
    """Draft the next version from what employers want."""
    campaign = find(request, ref)
    try:
        actions.draft_criteria(campaign=campaign, by=request.user, now=timezone.now())  # type: ignore[arg-type]
    except NotPossible as error:
        refuse(request, error)
    else:
        messages.success(request, gettext("The draft is made from what the employers want. Please read it well."))
    return back(request, "criteria", ref)


@for_project_leads
@require_POST
def propose(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask every employer to agree."""
    return _move(request, ref, rules.DRAFT, actions.propose, gettext("Every employer is asked to agree."))


@for_project_leads
@require_POST
def take_back(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the proposal back, to change it; everybody is asked again afterwards."""
    said = gettext("The proposal is a draft again. When you propose it anew, every employer is asked again.")
    return _move(request, ref, rules.PROPOSED, actions.unpropose, said)


@for_project_leads
@require_POST
def screen(request: SignedIn, ref: str) -> HttpResponse:
    """Apply the agreed criteria to everybody who has registered; a large pool is the worker's."""
    applying.apply(request, find(request, ref))
    return back(request, "criteria", ref)


@for_project_leads
@require_safe
def screening_progress(request: SignedIn, ref: str) -> HttpResponse:
    """How far the worker is."""
    return applying.progress(request, find(request, ref), reverse("secretariat:criteria", args=[ref]))


@for_project_leads
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    """Edit the draft row by row, with its effect on the people who have registered so far."""
    campaign = find(request, ref)
    version = next((v for v in steering.versions_of(campaign) if v.state == rules.DRAFT), None)
    if version is None:
        refuse(request, NotPossible("version_not_draft"))
        return back(request, "criteria", ref)
    editor = CriteriaEditor(request.POST or None, criteria=criteria_of(version))
    status = 200
    if request.method == "POST" and editor.is_valid():
        if "try" not in request.POST:
            try:
                actions.edit_criteria(version=version, criteria=editor.criteria, by=request.user, now=timezone.now())  # type: ignore[arg-type]
            except Invalid as error:
                messages.error(request, wording.invalid_words(error.code))
            except NotPossible as error:
                refuse(request, error)
                return back(request, "criteria", ref)
            else:
                messages.success(request, gettext("The draft is saved."))
                return back(request, "criteria", ref)
    elif request.method == "POST" and not editor.wants_more:
        status = 422
    counted = insights.effect(campaign, editor.finished, viewer=request.user, now=timezone.now())  # type: ignore[arg-type]
    effect = shown(counted, left_out=editor.unfinished)
    if request.POST.get("try") == "live":
        return render(request, "shared/criteria_counted.html", {"effect": effect})
    values = {
        "editor": editor,
        "version": version,
        "effect": effect,
        "tried": "try" in request.POST,
    }
    return render(request, "secretariat/edit_criteria.html", frame(campaign, "criteria") | values, status=status)
