"""The candidate sees and corrects their profile and their CV."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kretslop.campaigns import actions as campaigns
from kretslop.campaigns.wording import education_words, known_words, language_name, occupation_name, skill_name
from kretslop.matching.facts import ANYWHERE, CEFR
from kretslop.matching.places import name_of
from kretslop.routes.wording import OWN_ROUTES, basis_words, step_words, weeks_words
from kretslop.shared.errors import Invalid
from kretslop.talent import actions as talent_actions
from kretslop.talent import queries as talent
from kretslop.talent.answers import Answers, answers_of
from kretslop.talent.cv.wording import why
from kretslop.talent.wording import domains_words, industries_words, pay_words, seniority_words, wishes_words
from kretslop.web.doors import for_candidates
from kretslop.web.limits import within
from kretslop.web.profile import choices
from kretslop.web.profile.answers import plans_raw, with_plans, with_words, with_work, work_raw
from kretslop.web.profile.forms import CvForm, PlansForm, WorkForm
from kretslop.web.profile.links import LinksForm
from kretslop.web.profile.reading import proposal, skill_places, suggestions
from kretslop.web.profile.uploads import read_upload
from kretslop.web.visitor import own_candidate, signed_in

if TYPE_CHECKING:
    from kretslop.talent.models import Candidate

SAVED = _("Saved. Your liaison sees it from now on.")


class NameForm(LinksForm):
    """Name and links."""

    name = forms.CharField(label=_("Your name"), max_length=150)
    field_order = ("name", "links")


def _save(request: HttpRequest, answers: Answers, form: forms.Form) -> bool:
    """Store the corrected profile; False when an answer is not possible, which the form then says."""
    try:
        campaigns.correct_profile(
            candidate=own_candidate(request), answers=answers, by=signed_in(request), now=timezone.now()
        )
    except Invalid as wrong:
        form.add_error(
            wrong.field if wrong.field in form.fields else None, _("This cannot be saved. Please look again.")
        )
        return False
    messages.success(request, SAVED)
    return True


@for_candidates
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Everything that the person has told us."""
    candidate = own_candidate(request)
    answers = answers_of(candidate)
    values = {
        "candidate": candidate,
        "work": _work_rows(answers),
        "skills": [
            (skill_name(skill.skill), known_words(skill.level, skill.years, own=True))
            for skill in answers.skills
            if skill.level != 0
        ],
        "languages": [
            (language_name(code).capitalize(), CEFR[level - 1]) for code, level in answers.languages.items() if level
        ],
        "plans": _plans_rows(answers),
        "outlook": _outlook(candidate),
        "cvs": list(talent.own_cvs(signed_in(request))),
    }
    return render(request, "candidate/profile.html", values)


def _outlook(candidate: Candidate) -> dict[str, object] | None:
    """When the person could realistically be at a desk, step by step; None while their route is not known (R36)."""
    found = talent.forecast_of(candidate, timezone.localdate())
    if found is None:
        return None
    steps = [
        {"title": step_words(step), "text": weeks_words(step), "state": "later"}
        for step in found.steps
        if step.before_desk
    ]
    return {"on": found.desk_on, "weeks": found.weeks, "steps": steps, "basis": basis_words(found)}


def _work_rows(answers: Answers) -> list[tuple[object, object]]:
    unknown = _("Not said")
    return [
        (_("Occupation"), occupation_name(answers.occupation) if answers.occupation else unknown),
        (_("Job title"), answers.role_title or unknown),
        (_("Years of such work"), unknown if answers.years is None else answers.years),
        (_("Highest education"), education_words(answers.education) if answers.education else unknown),
        (_("Has worked in"), industries_words(answers.industries) or unknown),
    ]


def _plans_rows(answers: Answers) -> list[tuple[object, object]]:
    unknown = _("Not said")
    countries = dict(choices.countries())
    named = [
        gettext("anywhere in the region") if code == ANYWHERE else name_of(code)
        for code in answers.places
        if code != "none"
    ]
    lives = ", ".join(filter(None, [answers.city, str(countries.get(answers.country, "")) if answers.country else ""]))
    remote = dict(choices.REMOTE_WISHES)
    weeks = (
        "" if answers.notice_weeks is None else gettext("%(weeks)s weeks of notice") % {"weeks": answers.notice_weeks}
    )
    return [
        (_("Lives in"), lives or unknown),
        (_("Phone"), answers.phone or unknown),
        (_("Way to work in Norway"), OWN_ROUTES.get(answers.route, unknown)),
        (_("Could start"), answers.available_on or weeks or unknown),
        (_("Would live in"), ", ".join(named) or unknown),
        (_("Would like to work"), remote[answers.remote] if answers.remote else unknown),
        (_("Would like as a post"), seniority_words(answers.seniority_wishes) or unknown),
        (_("Would like to work for"), wishes_words(answers.employer_wishes) or unknown),
        (_("Would like to work with"), domains_words(answers.domains) or unknown),
        (_("Hopes for"), pay_words(answers.salary_wish) or unknown),
    ]


@for_candidates
def about(request: HttpRequest) -> HttpResponse:
    """Name and links; the mail address is changed with the liaison's help, so that nobody loses their page."""
    answers = answers_of(own_candidate(request))
    form = NameForm(
        request.POST if request.method == "POST" else None,
        initial={"name": answers.name, "links": "\n".join(answers.links)},
    )
    if request.method == "POST" and form.is_valid():
        changed = replace(answers, name=form.cleaned_data["name"].strip(), links=form.cleaned_data["links"])
        if _save(request, changed, form):
            return redirect("candidate:profile")
    return render(request, "candidate/profile_about.html", {"form": form, "email": answers.email})


@for_candidates
def work(request: HttpRequest) -> HttpResponse:
    """Occupation, experience, skills, languages; what a newly read CV says is proposed beside it."""
    candidate = own_candidate(request)
    answers = answers_of(candidate)
    newest = talent.own_cvs(signed_in(request)).first()
    reading: dict[str, Any] = newest.reading if newest and "read" in request.GET else {}
    proposed, notes = proposal(reading)
    raw = work_raw(answers)
    notes = {name: words for name, words in notes.items() if name not in raw}
    form: Any = WorkForm.as_typed({**proposed["work"], **raw}, suggested=suggestions(reading))
    if request.method == "POST":
        form = WorkForm(request.POST, suggested=suggestions(reading))
        if form.is_valid():
            grown, new = form.grown()
            again = bool(new or form.unknown_names or form.title_unknown or "add" in request.POST)
            other = form.cleaned_data["other_skills"]
            if not again and _save(
                request,
                with_words(
                    with_work(answers, form, found_in_cv=skill_places(reading)), other, gettext("Other skills:")
                ),
                form,
            ):
                return redirect("candidate:profile")
            if again:
                _tell(request, form, new)
                form = WorkForm.as_typed(grown, suggested=suggestions(reading))
    values = {"form": form, "notes": notes, "cv_name": newest.name if reading and newest else ""}
    return render(request, "candidate/profile_work.html", values | {"occupations": choices.occupations()})


def _tell(request: HttpRequest, form: WorkForm, new: list[str]) -> None:
    if new:
        messages.info(request, _("Added to your list, not saved yet. Please say how well you know each, then save."))
    if names := ", ".join(filter(None, [*form.unknown_names, form.title_unknown])):
        words = gettext("We do not know %(names)s, so it stays in your own words. Please save when you are ready.")
        messages.info(request, words % {"names": names})


@for_candidates
def plans(request: HttpRequest) -> HttpResponse:
    """Place, time, wishes and own words."""
    answers = answers_of(own_candidate(request))
    form: Any = PlansForm.as_typed(plans_raw(answers))
    if request.method == "POST":
        form = PlansForm(request.POST)
        if form.is_valid() and _save(request, with_plans(answers, form), form):
            return redirect("candidate:profile")
    return render(request, "candidate/profile_plans.html", {"form": form, "notes": {}})


@for_candidates
def cv(request: HttpRequest) -> HttpResponse:
    """Upload a CV or a newer one; it is kept as it came, and read into proposals."""
    form = CvForm(
        request.POST if request.method == "POST" else None, request.FILES if request.method == "POST" else None
    )
    form.fields["cv"].required = True
    if request.method == "POST" and form.is_valid():
        if not within(request, "cv", most=12, seconds=600):
            return render(request, "429.html", status=429)
        upload = form.cleaned_data["cv"]
        reading, problem, may_be_kept = read_upload(upload)
        if not may_be_kept:
            form.add_error("cv", why(problem))
        else:
            talent_actions.keep_cv(
                candidate=own_candidate(request),
                file=upload,
                name=upload.name,
                size=upload.size,
                reading=reading,
                now=timezone.now(),
            )
            if problem:
                messages.warning(request, why(problem))
                return redirect("candidate:profile")
            messages.success(request, _("We have read your CV. Please check what is new, and save it."))
            return redirect(f"{reverse('candidate:profile_work')}?read=1")
    return render(request, "candidate/profile_cv.html", {"form": form})


@for_candidates
@require_safe
def download_cv(request: HttpRequest, ref: str) -> FileResponse:
    """The person's own file, as it came; never shown in the browser."""
    found = talent.own_cvs(signed_in(request)).filter(ref=ref).first()
    if found is None:
        raise Http404
    response = FileResponse(
        found.file.open("rb"), as_attachment=True, filename=get_valid_filename(found.name) or "cv",
        content_type="application/octet-stream",
    )  # fmt: skip
    response["X-Content-Type-Options"] = "nosniff"
    return response
