"""Wanted profiles: what the employer looks for, written by hand or drafted from an ad, submitted, filled, withdrawn."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kretslop.campaigns import actions, agencies, agreeing, queries, rules, wording
from kretslop.matching.criteria import Criteria, criterion_from_json
from kretslop.matching.places import NAMES
from kretslop.screening.counting import effect_on_pool
from kretslop.shared.errors import Invalid, NotPossible
from kretslop.web.criteria_effect import shown
from kretslop.web.criteria_form import CriteriaEditor
from kretslop.web.doors import SignedIn, for_employers
from kretslop.web.employer.acting import act_for, acting_for, show
from kretslop.web.employer.wanted_form import ITSELF, ProfileForm
from kretslop.web.flagging import any_protected, flags

FIELDS = tuple(ProfileForm.base_fields)
FEW = 5


@for_employers
@require_GET
def wanted_profiles(request: SignedIn) -> HttpResponse:
    """List the profiles of the campaign that the person acts in: open ones first."""
    participation = acting_for(request)
    mine = queries.wanted_for(request.user).filter(participation=participation) if participation else []
    rows = [_row(profile) for profile in mine]
    rows.sort(key=lambda row: row["profile"].state not in rules.WANTED_CHANGEABLE)
    posts = sum(row["profile"].posts - row["profile"].filled for row in rows if row["profile"].state == rules.SUBMITTED)
    heading = _("Whom do you look for?")
    if posts:
        heading = ngettext("You look for %(posts)s person", "You look for %(posts)s people", posts) % {"posts": posts}
    context = {
        "rows": rows,
        "heading": heading,
        "joined": participation is not None,
        "left": participation is not None and participation.left_at is not None,
        "to_answer": participation is not None and agreeing.waits_for_answer(participation),
    }
    return show(request, "employer/wanted.html", context)


def _row(profile: Any) -> dict[str, Any]:
    return {"profile": profile, "facts": _facts(profile), **_state(profile)}


def _state(profile: Any) -> dict[str, Any]:
    return {"state": wording.WANTED_STATES[profile.state], "kind": wording.colour_of(profile.state)}


def _facts(profile: Any) -> list[str]:
    """The profile in a few words: posts, seniority, place."""
    posts = ngettext("%(posts)s post", "%(posts)s posts", profile.posts) % {"posts": profile.posts}
    if profile.filled:
        posts = _("%(filled)s of %(posts)s filled") % {"filled": profile.filled, "posts": posts}
    said = [wording.SENIORITY.get(profile.seniority, ""), profile.place, wording.REMOTE_WORK.get(profile.remote, "")]
    musts = len(queries.criteria_of(profile).musts)
    demands = ngettext("%(n)s must-have", "%(n)s must-haves", musts) % {"n": musts} if musts else ""
    whom = [_("for %(client)s") % {"client": profile.client.name}] if profile.client else []
    return [*map(capfirst, whom), posts, *(capfirst(str(each)) for each in (*said, demands) if each)]


def find(request: SignedIn, ref: str) -> Any:
    """Return a wanted profile of an employer that the person acts for, and act for it; 404 for any other."""
    profile = get_object_or_404(queries.wanted_for(request.user), ref=ref)
    act_for(request, profile.participation)
    return profile


@for_employers
@require_GET
def wanted_profile(request: SignedIn, ref: str) -> HttpResponse:
    """One profile in sentences, how many in the pool it fits, and the next move."""
    profile = find(request, ref)
    criteria = queries.criteria_of(profile)
    context = {
        "profile": profile,
        "facts": " · ".join(_facts(profile)),
        "occupation": capfirst(wording.occupation_name(profile.occupation)) if profile.occupation else "",
        "musts": [wording.sentence(item) for item in criteria.musts],
        "nices": [wording.sentence(item) for item in criteria.nices],
        "pool": _pool(criteria) if criteria.items else "",
        "flags": (flagged := flags(profile.title, profile.about)),
        "protected": any_protected(flagged),
        "moves": rules.WANTED_MOVES[profile.state],
        "may_change": profile.state in rules.WANTED_CHANGEABLE,
        **_state(profile),
    }
    return show(request, "employer/wanted_profile.html", context)


def _pool(criteria: Criteria) -> str:
    """How many in today's pool meet the must-haves, in a sentence; in steps of five, so that nobody is counted out."""
    found = effect_on_pool(criteria, timezone.localdate()).steps
    everybody, possible, sure = (number // FEW * FEW for number in (found[0].left, found[-1].left, found[-1].sure))
    if not criteria.musts:
        return _("Without a must-have, everybody in the pool can be suggested to you.")
    if not everybody:
        return _("The pool holds fewer than five people today.")
    if not possible:
        return _("Fewer than five of about %(all)s people in the pool today can meet these must-haves.") % {
            "all": everybody
        }
    said = _("Fewer than five of about %(all)s people in the pool today surely meet these must-haves.")
    if sure:
        said = _("About %(sure)s of about %(all)s people in the pool today surely meet these must-haves.")
    said = said % {"sure": sure, "all": everybody}
    more = possible - sure
    if not more or not sure:
        return said if not more else said + " " + _("More of them may, when we have asked them.")
    return said + " " + _("About %(more)s more may, when we have asked them.") % {"more": more}


@for_employers
@require_http_methods(["GET", "POST"])
def new_wanted(request: SignedIn) -> HttpResponse:
    """Write a profile by hand."""
    participation = acting_for(request)
    if participation is None:
        return redirect("employer:wanted_profiles")
    form = ProfileForm(initial={"occupation": participation.campaign.occupation, "place": participation.employer.city})
    return _edit(request, form, CriteriaEditor(), None, participation)


@for_employers
@require_http_methods(["GET", "POST"])
def edit_wanted(request: SignedIn, ref: str) -> HttpResponse:
    """Change a profile; for one that was drafted from an ad, beside what was read from which words."""
    profile = find(request, ref)
    if profile.state not in rules.WANTED_CHANGEABLE:
        messages.error(request, wording.not_possible_words("profile_closed"))
        return redirect("employer:wanted_profile", ref)
    form = ProfileForm(initial={name: getattr(profile, name) for name in FIELDS})
    return _edit(request, form, CriteriaEditor(criteria=queries.criteria_of(profile)), profile, profile.participation)


def _edit(
    request: SignedIn, form: ProfileForm, editor: CriteriaEditor, profile: Any, participation: Any
) -> HttpResponse:
    status, clients = 200, _clients(participation, profile)
    _ask_whom(form, clients, participation, profile)
    if request.method == "POST":
        editor = CriteriaEditor(request.POST, criteria=editor.criteria)
        form = ProfileForm.as_typed(request.POST) if editor.wants_more else ProfileForm(request.POST)
        _ask_whom(form, clients, participation, profile)
        # Both are checked, so that every error shows at once.
        valid = [editor.is_valid(), form.is_valid()]
        if (
            "try" not in request.POST
            and all(valid)
            and (saved := _save(request, form, editor, profile, participation, clients))
        ):
            return saved
        tried = "try" in request.POST and all(valid)
        status = 200 if editor.wants_more or tried else 422
    counted = effect_on_pool(editor.finished, timezone.localdate())
    effect = shown(counted, careful=True, left_out=editor.unfinished)
    if request.POST.get("try") == "live":
        return render(request, "shared/criteria_counted.html", {"effect": effect})
    context = {
        "effect": effect,
        "tried": "try" in request.POST,
        "form": form,
        "editor": editor,
        "profile": profile,
        "places": NAMES.values(),
        "is_draft": profile is None or profile.state == rules.WANTED_DRAFT,
        **(reading(profile) if profile else {"read": [], "warnings": []}),
    }
    return show(request, "employer/wanted_edit.html", context, status=status)


def _clients(participation: Any, profile: Any) -> dict[str, Any] | None:
    """Return the clients that an agency may choose from, by ref; None where nothing is to choose."""
    if participation.employer.kind != "agency" or (profile is not None and profile.state != rules.WANTED_DRAFT):
        return None
    return {each.ref: each for each in agencies.acted_for(participation.employer)}


def _ask_whom(form: ProfileForm, clients: dict[str, Any] | None, participation: Any, profile: Any) -> None:
    if clients is None:
        return
    chosen = ITSELF if profile and profile.for_itself else profile.client.ref if profile and profile.client else ""
    itself = _("%(agency)s itself") % {"agency": participation.employer.name}
    form.ask_whom(itself, {ref: each.name for ref, each in clients.items()}, chosen)


def _save(
    request: SignedIn, form: ProfileForm, editor: CriteriaEditor, profile: Any, participation: Any, clients: Any
) -> HttpResponse | None:
    """Keep what was typed, and submit it when asked to; None when an error stands on the form now."""
    by, now = request.user, timezone.now()
    try:
        if profile is None:
            profile = actions.add_wanted_profile(
                participation=participation, criteria=editor.criteria, by=by, now=now, **form.said(clients or {})
            )
        else:
            profile = actions.change_wanted_profile(
                profile=profile, criteria=editor.criteria, by=by, now=now, **form.said(clients or {})
            )
    except Invalid as error:
        field = error.field if error.field in form.fields else None
        words = _("Ask for at least one thing.") if error.field == "criteria" else wording.invalid_words(error.code)
        form.add_error(field, words)
        return None
    except NotPossible as error:
        messages.error(request, wording.not_possible_words(error.code))
    else:
        messages.success(request, _("The profile is saved."))
        if "submit" in request.POST:
            _submit(request, profile)
    return redirect("employer:wanted_profile", profile.ref)


def _submit(request: SignedIn, profile: Any) -> None:
    """Submit, unless a sentence asks for what the law protects and nobody has looked at it."""
    if any_protected(flags(profile.title, profile.about)) and "fair" not in request.POST:
        messages.warning(request, _("It is not submitted yet: please look at the words below first."))
        return
    try:
        actions.submit_wanted_profile(profile=profile, by=request.user, now=timezone.now())
    except Invalid as error:
        words = _("Not submitted yet: ask for at least one thing first.")
        if error.field == "client":
            words = _("Not submitted yet: say first who would hire.")
        messages.error(request, words)
    except NotPossible as error:
        messages.error(request, wording.not_possible_words(error.code))
    else:
        messages.success(
            request, _("The profile is submitted. It counts for the criteria, and candidates are matched with it.")
        )


@for_employers
@require_POST
def move_wanted(request: SignedIn, ref: str) -> HttpResponse:
    """Submit, go on after a pause, or open again, by the button's `move`; ends are in `closing`."""
    profile = find(request, ref)
    move = request.POST.get("move", "")
    done = {
        "resume": (actions.resume_wanted_profile, _("The pause is over. Candidates are matched with it.")),
        "reopen": (actions.reopen_wanted_profile, _("Open again. Candidates are matched with it.")),
    }
    if move == "submit":
        _submit(request, profile)
    elif move in done:
        act, said = done[move]
        try:
            act(profile=profile, by=request.user, now=timezone.now())
        except NotPossible as error:
            messages.error(request, wording.not_possible_words(error.code))
        else:
            messages.success(request, said)
    return redirect("employer:wanted_profile", ref)


def reading(profile: Any) -> dict[str, Any]:
    """What was read from the ad and from which words, and what to look at; empty for a profile written by hand."""
    kept = profile.reading or {}
    guessed = set(kept.get("guessed", []))
    items = [(criterion_from_json(each["criterion"], "read"), each["words"]) for each in kept.get("read", [])]
    warned = []
    for one in kept.get("warnings", []):
        what, advice = wording.warning_words(one["code"], one["words"])
        words = "" if one["code"] == "language_not_read" else one["words"]
        kind = "danger" if wording.is_protected(one["code"]) else "warning"
        warned.append({"what": what, "advice": advice, "words": words, "kind": kind})
    read = [{"said": wording.sentence(item), "words": words, "guess": item.key in guessed} for item, words in items]
    return {"read": read, "warnings": warned}
