"""The criteria of the campaign: read them beside one's own demands, agree, or say what should change."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from kretslop.campaigns import actions, agreeing, rules, wording
from kretslop.campaigns.queries import criteria_of
from kretslop.shared.errors import NotPossible
from kretslop.web.doors import SignedIn, for_employers
from kretslop.web.employer.acting import acting_for, show
from kretslop.web.flagging import any_protected, flags


class ObjectionForm(forms.Form):
    """What should change."""

    words = forms.CharField(
        label=gettext_lazy("What should change?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The project lead reads it and talks with you. Other employers do not see your words."),
    )


@for_employers
@require_GET
def criteria(request: SignedIn) -> HttpResponse:
    """The proposed version first, or the one in force, or what comes."""
    return _page(request, ObjectionForm(label_suffix=""))


def _page(request: SignedIn, form: ObjectionForm, found: Sequence[dict[str, Any]] = ()) -> HttpResponse:
    """The page; `found` are words of an objection that nobody has sent yet, because the law protects what they name."""
    participation = acting_for(request)
    if participation is None:
        return redirect("employer:wanted_profiles")
    versions = list(agreeing.versions_for(request.user).filter(campaign=participation.campaign_id))
    proposed = next((each for each in versions if each.state == rules.PROPOSED), None)
    frozen = next((each for each in versions if each.state == rules.FROZEN), None)
    version = proposed or frozen
    context: dict[str, Any] = {
        "form": form,
        "flags": found,
        "protected": bool(found),
        "version": version,
        "campaign": participation.campaign,
        "drafted": version is None and agreeing.being_drafted(participation),
        "before": [wording.sentence(item) for item in criteria_of(frozen).items] if proposed and frozen else [],
    }
    if version:
        context |= _version(version, participation)
    return show(request, "employer/criteria.html", context, status=422 if form.errors or found else 200)


def _version(version: Any, participation: Any) -> dict[str, Any]:
    rows, missing = agreeing.compare(version, participation)
    own = agreeing.own_answer(version, participation)
    answers = [
        {
            "employer": each.employer,
            "said": wording.ANSWERS[each.answer] if each.answer else _("No answer yet"),
            "kind": wording.colour_of(each.answer) if each.answer else "neutral",
        }
        for each in agreeing.answers_to(version)
    ]
    return {
        "rows": [_row(each) for each in rows],
        "missing": [{"title": each.title, "said": wording.sentence(each.item)} for each in missing],
        "answers": answers,
        "agreed": sum(each["said"] == wording.ANSWERS[rules.AGREED] for each in answers),
        "own": own,
        "own_said": wording.ANSWERS[own.answer] if own else "",
        "own_kind": wording.colour_of(own.answer) if own else "",
        "seen": _fingerprint(version),
        "open": version.state == rules.PROPOSED,
    }


def _row(row: agreeing.Compared) -> dict[str, Any]:
    return {
        "said": wording.sentence(row.item),
        "must": row.item.must,
        "kind": "info" if row.item.must else "neutral",
        "points": row.item.points,
        "behind": _behind(row),
        "own": _own(row),
    }


def _behind(row: agreeing.Compared) -> str:
    """How many profiles and posts ask for it, and how many demand it."""
    if row.support is None:
        return _("Added by the project lead")
    profiles = ngettext("%(n)s profile", "%(n)s profiles", row.support.profiles) % {"n": row.support.profiles}
    words = {"profiles": profiles, "posts": row.support.posts, "of": row.support.of_posts}
    said = _("%(profiles)s, %(posts)s of %(of)s posts") % words
    if row.support.must_posts:
        said = _("%(said)s; a must for %(musts)s") % {"said": said, "musts": row.support.must_posts}
    return said


def _own(row: agreeing.Compared) -> str:
    """What the employer's own profiles say about it."""
    if not row.own:
        return _("you do not ask for this")
    if all(
        (each.item.level, each.item.by, each.item.must) == (row.item.level, row.item.by, row.item.must)
        for each in row.own
    ):
        return _("as you ask")
    said = []
    for each in row.own:
        need = _("must-have") if each.item.must else _("nice to have")
        said.append(f"{each.title}: {wording.sentence(each.item)} ({need})")
    return "; ".join(said)


def _fingerprint(version: Any) -> str:
    """What these criteria say, in short: an answer counts only for the criteria that were on the page."""
    words = json.dumps([version.ref, version.criteria], sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


@for_employers
@require_POST
def answer_criteria(request: SignedIn, ref: str) -> HttpResponse:
    """Agree, or say what should change; an answer to criteria that have changed meanwhile does not count."""
    participation = acting_for(request)
    version = get_object_or_404(agreeing.versions_for(request.user), ref=ref)
    if participation is None or participation.campaign_id != version.campaign_id:
        messages.error(request, _("You act in another campaign now. Please look at these criteria."))
        return redirect("employer:criteria")
    if version.state == rules.PROPOSED and request.POST.get("seen") != _fingerprint(version):
        messages.warning(request, _("The criteria have changed since you opened the page. Please read them again."))
        return redirect("employer:criteria")
    form = ObjectionForm(request.POST, label_suffix="")
    agrees = request.POST.get("answer") == rules.AGREED
    if not agrees and not form.is_valid():
        return _page(request, form)
    if not agrees and any_protected(found := flags(form.cleaned_data["words"])) and "fair" not in request.POST:
        return _page(request, form, found)
    by, now = request.user, timezone.now()
    try:
        if agrees:
            version = actions.agree(version=version, participation=participation, by=by, now=now)
        else:
            words = form.cleaned_data["words"]
            actions.object_to(version=version, participation=participation, words=words, by=by, now=now)
    except NotPossible as error:
        messages.error(request, wording.not_possible_words(error.code))
    else:
        messages.success(request, _said(version.state, agrees))
    return redirect("employer:criteria")


def _said(state: str, agrees: bool) -> str:
    if not agrees:
        return _("Thank you. The project lead reads your words and comes back to you.")
    if state == rules.FROZEN:
        return _("Thank you. Everybody has agreed, so the criteria are in force now.")
    return _("Thank you. The criteria come into force when every employer has agreed.")
