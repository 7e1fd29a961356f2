"""The candidate answers: yes or no to an introduction, stepping back from one, and questions about criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kretslop.campaigns.queries import criteria_of, frozen_criteria
from kretslop.campaigns.wording import language_name, sentence, skill_name
from kretslop.introductions import actions, disclosure, queries, rules
from kretslop.introductions.wording import PROBLEMS
from kretslop.matching.criteria import Criterion
from kretslop.matching.facts import ANYWHERE
from kretslop.matching.places import NAMES, name_of
from kretslop.screening import actions as screening
from kretslop.shared.errors import AlreadyDecided, Invalid, NotPossible
from kretslop.talent import queries as talent
from kretslop.talent.wording import DOMAINS
from kretslop.web.doors import for_candidates
from kretslop.web.profile import choices
from kretslop.web.visitor import signed_in

if TYPE_CHECKING:
    from kretslop.introductions.models import Introduction
    from kretslop.screening.models import Question

TOO_LATE = _("This has changed in the meantime. Here is how it stands now.")
BEING_CLOSED = _("We are just working on this introduction. You hear from us soon.")
WHY_WITHDRAW = [
    ("", _("I would rather not say")),
    ("other_job", _("I have found another job")),
    ("not_moving", _("I am not moving after all")),
    ("not_this_employer", _("This employer is not for me")),
    ("timing", _("The time is not right")),
]


class WithdrawForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why?"), choices=WHY_WITHDRAW, required=False, widget=forms.RadioSelect)


class NumberForm(forms.Form):
    answer = forms.IntegerField(label=_("Years of such work"), min_value=0, max_value=70)


class IndustryForm(forms.Form):
    answer = forms.IntegerField(
        label=_("Whole years there"), min_value=0, max_value=70, help_text=_("A guess is enough. 0 if you have not.")
    )


class OneOfForm(forms.Form):
    """How well somebody knows each of a few skills."""

    def __init__(self, data: Any, *, codes: list[str]) -> None:
        super().__init__(data)
        levels = [*choices.skill_levels(removable=False), ("0", _("I do not know it"))]
        for code in codes:
            self.fields[f"skill-{code}"] = forms.ChoiceField(label=skill_name(code), choices=levels)

    @property
    def said(self) -> str:
        """The levels in the order of the criterion's key, as `talent.noting` takes them."""
        return ",".join(self.cleaned_data.values())


class DeskForm(forms.Form):
    route = forms.ChoiceField(
        label=_("How can you work in Norway?"),
        choices=lambda: [choice for choice in choices.routes() if choice[0]],
        widget=forms.RadioSelect,
        help_text=_("It tells us how long it takes until you can start. It is never a reason to say no."),
    )
    weeks = forms.IntegerField(label=_("Weeks of notice in your present job"), min_value=0, max_value=52, initial=4)


class OccupationForm(forms.Form):
    answer = forms.ChoiceField(label=_("What do you work as?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = choices.occupation_choices()  # type: ignore[attr-defined]


def _own(request: HttpRequest, ref: str) -> Introduction:
    found = queries.for_candidate(signed_in(request)).filter(ref=ref).first()
    if found is None:
        raise Http404
    return found


def _decided(request: HttpRequest, problem: NotPossible, state: str) -> None:
    """Say that a second answer came too late; the same answer twice is no problem."""
    same = isinstance(problem, AlreadyDecided) and problem.state == state
    messages.info(request, _("You have answered this already.") if same else TOO_LATE)


@for_candidates
@require_POST
def consent(request: HttpRequest, ref: str) -> HttpResponse:
    """Yes, introduce me to this employer."""
    introduction = _own(request, ref)
    try:
        agrees = request.POST.get("agrees_to_public") == "on"
        actions.consent(introduction=introduction, by=signed_in(request), agrees_to_public=agrees, now=timezone.now())
    except NotPossible as problem:
        if problem.code == "agree_to_public":
            messages.error(request, str(PROBLEMS[problem.code]))
        else:
            _decided(request, problem, rules.INTRODUCED)
    else:
        words = gettext("Thank you. %(employer)s now sees what you can do, but not who you are.")
        messages.success(request, words % {"employer": introduction.hirer})
    return redirect("candidate:home")


@for_candidates
@require_POST
def refuse(request: HttpRequest, ref: str) -> HttpResponse:
    """No, thanks; nobody but the liaison learns of it."""
    introduction = _own(request, ref)
    try:
        actions.refuse(introduction=introduction, by=signed_in(request), now=timezone.now())
    except NotPossible as problem:
        _decided(request, problem, rules.REFUSED)
    else:
        words = gettext("That is fine. %(employer)s never hears of it, and we look on.")
        messages.success(request, words % {"employer": introduction.hirer})
    return redirect("candidate:home")


@for_candidates
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    """Step back from one introduction, after a page that says what happens."""
    introduction = _own(request, ref)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(
                introduction=introduction,
                by=signed_in(request),
                reason=form.cleaned_data["reason"],
                now=timezone.now(),
            )
        except NotPossible:
            # An employer's no is told by the warm message, not by an error on this page.
            told = disclosure.has_been_told(introduction, timezone.now())
            messages.info(request, TOO_LATE if told else BEING_CLOSED)
        else:
            words = gettext("You have stepped back from %(employer)s. You stay in the pool, and we look on.")
            messages.success(request, words % {"employer": introduction.hirer})
        return redirect("candidate:home")
    known = {"introduction": introduction, "form": form}
    return render(request, "candidate/withdraw.html", known)


@for_candidates
def question(request: HttpRequest, ref: str) -> HttpResponse:
    """One kind question, with one button per answer where a button is enough."""
    found = queries.questions_of(signed_in(request)).filter(ref=ref).first()
    if found is None:
        raise Http404
    if found.answered_at is not None:
        return render(request, "candidate/question.html", {"question": found, "answered": True})
    item = _criterion(found)
    form = _form(item, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        value = _value(form, request.POST.get("answer", ""))
        if value and _answer(request, found, value):
            return redirect("candidate:home")
    values = {"question": found, "answered": False, "title": _title(item), "form": form}
    return render(request, "candidate/question.html", values | {"buttons": _buttons(request, item)})


def _answer(request: HttpRequest, found: Question, value: str) -> bool:
    try:
        screening.answer(question=found, by=signed_in(request), value=value, now=timezone.now())
    except Invalid:
        messages.error(request, _("Please choose one of the answers."))
        return False
    except NotPossible:
        messages.info(request, _("You have answered this already."))
    else:
        messages.success(request, _("Thank you. Your answer is in your profile now."))
    return True


def _criterion(found: Question) -> Criterion:
    """Return the criterion that the question is about: from the agreed version, or from its key alone."""
    version = frozen_criteria(found.campaign)
    items = criteria_of(version).items if version else ()
    kind, _colon, code = found.criterion.partition(":")
    return next((item for item in items if item.key == found.criterion), Criterion(kind, code=code))


def _form(item: Criterion, data: Any) -> forms.Form | None:
    if item.kind == "one_of":
        return OneOfForm(data, codes=item.key.partition(":")[2].split(","))
    kinds: dict[str, type[forms.Form]] = {
        "years": NumberForm, "industry": IndustryForm, "desk_by": DeskForm, "occupation": OccupationForm,
    }  # fmt: skip
    return kinds[item.kind](data) if item.kind in kinds else None


def _value(form: forms.Form | None, pressed: str) -> str:
    """Return the answer as the profile stores it, "" while it is not right."""
    if form is None:
        return pressed[:200]
    if not form.is_valid():
        return ""
    if isinstance(form, OneOfForm):
        return form.said
    said = form.cleaned_data
    return f"{said['route']}:{said['weeks']}" if "route" in said else str(said["answer"])


def _title(item: Criterion) -> str:
    """The question as a person would ask it."""
    if item.kind == "skill":
        return gettext("How well do you know %(skill)s?") % {"skill": skill_name(item.code)}
    if item.kind == "language":
        return gettext("How well do you speak %(language)s?") % {"language": language_name(item.code)}
    if item.kind == "one_of":
        return gettext("How well do you know these?")
    if item.kind == "industry":
        return gettext("Have you worked in this industry: %(industry)s?") % {"industry": DOMAINS[item.code]}
    words = {
        "education": gettext("What is your highest education?"),
        "years": gettext("How many years have you done such work?"),
        "place": _where(item),
        "desk_by": gettext("When could you start?"),
        "occupation": gettext("What do you work as?"),
    }
    return words.get(item.kind, sentence(item, own=True))


def _where(item: Criterion) -> str:
    if not item.places:
        return gettext("Where would you like to live and work?")
    named = ", ".join(name_of(place) for place in item.places)
    return gettext("Would you live and work here: %(places)s?") % {"places": named}


def _buttons(request: HttpRequest, item: Criterion) -> list[tuple[str, object]]:
    """Return one button per answer: the value that is stored, and its words."""
    if item.kind == "skill":
        levels = [pair for pair in choices.skill_levels(removable=False) if pair[0]]
        return [*levels, ("0", _("I do not know it"))]
    if item.kind == "language":
        return [pair for pair in choices.language_levels(removable=False) if pair[0]]
    if item.kind == "education":
        return [pair for pair in choices.education() if pair[0]]
    if item.kind != "place":
        return []
    candidate = talent.for_user(signed_in(request))
    named = [place for place in (candidate.places if candidate else []) if place not in {"none", ANYWHERE}]
    offered = item.places or tuple(NAMES)
    one_by_one = [(place, gettext("Yes, in %(place)s") % {"place": name_of(place)}) for place in offered]
    several = [(",".join(item.places), _("Yes, in any of them"))] if len(item.places) > 1 else []
    yes = [(",".join(dict.fromkeys([*named, *value.split(",")])), words) for value, words in [*one_by_one, *several]]
    remotely = [("remote", _("Only if I can work from anywhere"))] if item.remote_ok else []
    return [*yes, ("*", _("Anywhere in the region")), *remotely, ("none", _("No, not there"))]
