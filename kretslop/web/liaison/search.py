"""The liaison searches the pool, keeps searches, and hears who newly fits; a plain form, sent by GET."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from kretslop.campaigns.wording import skill_name
from kretslop.matching.engine.top import Place
from kretslop.matching.facts import CEFR
from kretslop.matching.places import NAMES
from kretslop.routes.wording import ROUTES
from kretslop.screening import queries as screening
from kretslop.screening import ranking, saving, searching, wording
from kretslop.screening.ranking import Ranking
from kretslop.screening.searching import Wanted
from kretslop.shared.errors import Invalid, NotPossible
from kretslop.taxonomy import vocabulary
from kretslop.taxonomy.near_misses import names_like
from kretslop.web.doors import SignedIn, for_liaisons
from kretslop.web.liaison.offering import Offer, offer
from kretslop.web.liaison.showing import skill_words
from kretslop.web.profile import choices

PER_PAGE = 40
ANY = ("", gettext_lazy("Does not matter"))


def _select(label: Any, offered: Any, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=offered, required=False, **more)


class _Profile(forms.ChoiceField):
    """A wanted profile; one that is no more, in an address that somebody kept, orders nothing."""

    def valid_value(self, value: str) -> bool:
        return True


class SearchForm(forms.Form):
    """Parts of a search; each narrows. Nothing asks for a name, a sex, an age, a family or a nationality."""

    skills = forms.CharField(
        label=gettext_lazy("Skills"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("With commas between them. A level after it if it matters, 1 to 4: Python 3, Docker"),
    )
    words = forms.CharField(
        label=gettext_lazy("Words in the profile"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Beginnings of words are enough. Names are not searched here."),
    )
    place = _select(gettext_lazy("Would work in"), [ANY, *NAMES.items()])
    occupation = _select(gettext_lazy("Occupation"), lambda: [ANY, *choices.occupation_choices()])
    language = _select(gettext_lazy("Speaks"), lambda: [ANY, *choices.languages()[1:]])
    language_level = _select(gettext_lazy("At least"), [(str(n), name) for n, name in enumerate(CEFR, 1)], initial="4")
    years = forms.IntegerField(
        label=gettext_lazy("Years of experience, at least"), required=False, min_value=0, max_value=50
    )
    education = _select(gettext_lazy("Education, at least"), lambda: [ANY, *choices.education()[1:]])
    state = _select(
        gettext_lazy("In the pool"),
        [ANY, ("approved", gettext_lazy("Approved")), ("waiting", gettext_lazy("Waiting for a decision"))],
    )
    free_now = forms.BooleanField(label=gettext_lazy("Not on a pause"), required=False)
    desk_by = forms.DateField(
        label=gettext_lazy("At a desk by"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    silent_days = forms.IntegerField(
        label=gettext_lazy("No word from a person for this many days"), required=False, min_value=1, max_value=3650
    )
    introduced = _select(
        gettext_lazy("Introduced before"),
        [ANY, ("no", gettext_lazy("Never")), ("yes", gettext_lazy("At least once"))],
    )
    route = _select(gettext_lazy("Way into the country"), lambda: [ANY, *ROUTES.items()])
    country = _select(gettext_lazy("Lives in"), lambda: [ANY, *choices.countries()[1:]])
    best_for = _Profile(
        label=gettext_lazy("Who comes first"),
        required=False,
        help_text=gettext_lazy("Or the best people for one wanted profile, by its must-haves and then by points."),
    )

    def __init__(self, said: Any = None, *, profiles: Iterable[Any] = ()) -> None:
        super().__init__(said)
        offered = [(each.ref, f"{each.title} · {each.participation.employer.name}") for each in profiles]
        self.fields["best_for"].choices = [("", _("Whoever has waited longest for a word")), *offered]  # type: ignore[attr-defined]

    def clean_skills(self) -> tuple[tuple[str, int], ...]:
        """Read names and levels; a name that nobody knows is answered with what is like it."""
        found: dict[str, int] = {}
        for part in filter(None, (piece.strip() for piece in self.cleaned_data["skills"].split(","))):
            named = re.fullmatch(r"(.+?)\s+([1-4])", part)
            name, level = (named[1], int(named[2])) if named else (part, 1)
            skill = vocabulary.skill_by_name(name) or vocabulary.skill_by_name(part)
            if skill is None:
                like = ", ".join(names_like(name))
                raise forms.ValidationError(
                    _("We do not know “%(name)s”. Did you mean: %(like)s?") % {"name": name, "like": like}
                    if like
                    else _("We do not know “%(name)s”. Look for it under words instead.") % {"name": name}
                )
            found[skill.code] = max(level, found.get(skill.code, 0))
        return tuple(found.items())

    def wanted(self) -> Wanted:
        """Return what was asked for."""
        said = self.cleaned_data
        return Wanted(
            skills=said["skills"],
            words=said["words"].strip(),
            languages=((said["language"], int(said["language_level"] or 1)),) if said["language"] else (),
            places=(said["place"],) if said["place"] else (),
            education=int(said["education"] or 0),
            years=said["years"] or 0,
            silent_days=said["silent_days"] or 0,
            occupation=said["occupation"],
            state=said["state"],
            free_now=said["free_now"],
            desk_by=said["desk_by"],
            introduced=said["introduced"],
            route=said["route"],
            country=said["country"],
        )


def query_of(wanted: Wanted) -> str:
    """Return the search as the form's own address."""
    query = QueryDict(mutable=True)
    said = wanted.to_json()
    for name in ("words", "occupation", "years", "education", "state", "desk_by", "silent_days", "introduced"):
        if name in said:
            query[name] = str(said[name])
    if wanted.free_now:
        query["free_now"] = "on"
    for name in ("route", "country"):
        if name in said:
            query[name] = said[name]
    if wanted.skills:
        query["skills"] = ", ".join(f"{skill_name(code)} {level}" for code, level in wanted.skills)
    for code, level in wanted.languages[:1]:
        query["language"], query["language_level"] = code, str(level)
    for place in wanted.places[:1]:
        query["place"] = place
    return query.urlencode()


@for_liaisons
@require_GET
def search(request: SignedIn) -> HttpResponse:
    """Search the pool; without a search, show those that are saved, with how many fit at this moment."""
    now, asked = timezone.now(), bool(set(request.GET) - {"page", "saved"})
    offered = {profile.ref: profile for profile in ranking.offered(request.user)}
    form = SearchForm(request.GET if asked else None, profiles=offered.values())
    wanted = form.wanted() if asked and form.is_valid() else Wanted()
    best_for = offered.get(form.cleaned_data["best_for"]) if asked and form.is_valid() else None
    if not wanted and not best_for:
        known = {"form": form, "saved": _saved(request, now), "asked": asked, "practical": False}
        known["stops"] = screening.stops(request.user)
        return render(request, "liaison/search.html", known)
    page = Paginator(
        searching.find(request.user, wanted, now).values_list("candidate_id", flat=True), PER_PAGE
    ).get_page(request.GET.get("page"))
    opened = searching.saved(request.user).filter(ref=request.GET.get("saved", "")).first()
    new = searching.new_fits(opened) if opened else set()
    best = ranking.best_first(request.user, best_for, wanted, now) if best_for else None
    fit = {place.key: place for place in best.places} if best else {}
    people = searching.people(fit or page.object_list)
    rows = [
        {"person": each, "is_new": each.pk in new, "skills": _skills(each, wanted), "fit": _fit(fit.get(each.pk), best)}
        for each in people
    ]
    context = {
        "form": form,
        "wanted": wanted,
        "page": page,
        "rows": rows,
        "opened": opened,
        "news": len(new),
        "best_for": best_for if fit else None,
        "query": query_of(wanted),
        "tell_query": quote(query_of(wanted)),
        "stops": screening.stops(request.user),
        "offer": _offer(offer(request.user, wanted, now), request.GET.get("best_for", "")),
        "now": now,
    }
    return render(request, "liaison/found.html", context)


def _offer(found: Offer | None, best_for: str) -> dict[str, Any] | None:
    """The same search by a skill that its words name, with its address."""
    if found is None:
        return None
    query = QueryDict(query_of(found.wanted), mutable=True)
    if best_for:
        query["best_for"] = best_for
    return found._asdict() | {"names": ", ".join(found.names), "many": len(found.names), "query": query.urlencode()}


def _fit(place: Place | None, best: Ranking | None) -> dict[str, Any] | None:
    """How well somebody fits, for their row."""
    if place is None or best is None:
        return None
    return {"words": wording.TAGS[place.group], "kind": wording.KINDS[place.group], "score": place.score, "of": best.of}


def _saved(request: SignedIn, now: datetime) -> list[dict[str, Any]]:
    kept = list(searching.saved(request.user))
    counts = searching.counts(request.user, kept, now)
    news = searching.news(request.user)
    return [
        {
            "search": each,
            "query": query_of(Wanted.from_json(each.wanted)),
            "people": counts.get(each.pk, 0),
            "news": news.get(each.pk, 0),
            "too_wide": each.notes and counts.get(each.pk, 0) > saving.MOST_NOTED,
        }
        for each in kept
    ]


def newly_fitted(request: SignedIn) -> list[dict[str, Any]]:
    """Return the saved searches that somebody newly fits: name, address, how many."""
    news = searching.news(request.user)
    kept = searching.saved(request.user).filter(pk__in=news)
    return [{"search": each, "query": query_of(Wanted.from_json(each.wanted)), "news": news[each.pk]} for each in kept]


def _skills(person: Any, wanted: Wanted) -> str:
    """Name those skills that were asked for first, then the strongest."""
    asked = [code for code, _level in wanted.skills]
    rows = sorted((row for row in person.skills.all() if row.level != 0), key=lambda row: row.skill not in asked)
    return ", ".join(skill_words(row.skill, row.level, row.years) for row in rows[:5])


@for_liaisons
@require_POST
def save_search(request: SignedIn) -> HttpResponse:
    """Keep the search under a name."""
    query = request.POST.get("query", "")
    form = SearchForm(QueryDict(query))
    wanted = form.wanted() if form.is_valid() else Wanted()
    try:
        kept = saving.save_search(
            by=request.user,
            name=request.POST.get("name", ""),
            wanted=wanted,
            notes=bool(request.POST.get("notes")),
            now=timezone.now(),
        )
    except Invalid:
        messages.error(request, _("Give the search a name, then save it."))
    except NotPossible as problem:
        messages.error(request, str(wording.PROBLEMS[problem.code]))
    else:
        messages.success(request, _("Saved: %(name)s") % {"name": kept.name})
        return redirect("liaison:search")
    return redirect(f"{reverse('liaison:search')}?{query}")


@for_liaisons
@require_POST
def forget_search(request: SignedIn, ref: str) -> HttpResponse:
    """Delete a saved search."""
    kept = get_object_or_404(searching.saved(request.user), ref=ref)
    saving.forget_search(search=kept, by=request.user)
    messages.success(request, _("Forgotten: %(name)s") % {"name": kept.name})
    return redirect("liaison:search")


@for_liaisons
@require_POST
def seen_search(request: SignedIn, ref: str) -> HttpResponse:
    """Say that one has seen who newly fits."""
    kept = get_object_or_404(searching.saved(request.user), ref=ref)
    saving.mark_seen(search=kept, by=request.user)
    return redirect("liaison:today")
