"""What employers look for in a campaign, and the persona that their wishes add up to (R16)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kretslop.campaigns import actions, rules, steering, wording
from kretslop.campaigns.actions.campaigning import persona_counts
from kretslop.campaigns.queries import criteria_of
from kretslop.shared.errors import Invalid
from kretslop.web.doors import for_project_leads
from kretslop.web.flagging import any_protected, flags
from kretslop.web.secretariat.pages import back, find, frame, on_form

STAGES = {
    "start_up": _("start-up"),
    "scale_up": _("scale-up"),
    "mature": pgettext_lazy("company", "mature"),
    "unknown": _("not said"),
}
_ANY = _("no matter")
#: How many rows of each count are shown; the rest are rare.
SHOWN = 12


@for_project_leads
def profiles(request: HttpRequest, ref: str) -> HttpResponse:
    """Every wanted profile that employers submitted, with its posts; filled and withdrawn ones at the end."""
    campaign = find(request, ref)
    rows: list[dict[str, Any]] = [
        {
            "profile": each,
            "state": wording.WANTED_STATES[each.state],
            "kind": wording.colour_of(each.state),
            "seniority": wording.SENIORITY.get(each.seniority, ""),
            "remote": wording.REMOTE_WORK.get(each.remote, ""),
            "musts": _musts(each),
        }
        for each in steering.wanted_in(campaign)
    ]
    rows.sort(key=lambda row: row["profile"].state != rules.SUBMITTED)
    submitted = [row["profile"] for row in rows if row["profile"].state == rules.SUBMITTED]
    posts = sum(profile.posts for profile in submitted)
    heading = gettext("No employer has said yet whom it looks for")
    if submitted:
        said = ngettext("%(n)s wanted profile", "%(n)s wanted profiles", len(submitted)) % {"n": len(submitted)}
        of = ngettext("for %(n)s post", "for %(n)s posts", posts) % {"n": posts}
        heading = f"{said} {of}"
    return render(
        request, "secretariat/profiles.html", frame(campaign, "profiles") | {"rows": rows, "heading": heading}
    )


def _musts(profile: Any) -> list[str]:
    return [wording.sentence(item) for item in criteria_of(profile).musts]


class PersonaForm(forms.Form):
    """The secretariat's own words about whom the campaign speaks to."""

    name = forms.CharField(
        label=_("Name of the persona"), help_text=_("An invented first name helps to speak to somebody."), max_length=80
    )
    words = forms.CharField(
        label=_("Their story"),
        help_text=_(
            "Life and career: what they do, what they want next, what makes them hesitate, where they can be found."
        ),
        widget=forms.Textarea(attrs={"rows": 9}),
        max_length=3000,
    )


@for_project_leads
def persona(request: HttpRequest, ref: str) -> HttpResponse:
    """Whom the campaign speaks to: counted from the wanted profiles, told by the secretariat."""
    campaign = find(request, ref)
    kept = steering.persona_of(campaign)
    form = PersonaForm(request.POST or None, initial={"name": kept.name, "words": kept.words} if kept else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_persona(campaign=campaign, by=request.user, now=timezone.now(), **form.cleaned_data)  # type: ignore[arg-type]
        except Invalid as error:
            on_form(form, error)
        else:
            messages.success(request, gettext("The persona is saved."))
            return back(request, "persona", ref)
    counts: Any = persona_counts(campaign)
    found = flags(form["words"].value() or "")
    values = {
        "flags": found,
        "protected": any_protected(found),
        "form": form,
        "kept": kept,
        "posts": counts["posts"],
        "employers": counts["employers"],
        "heading": _persona_heading(kept, counts),
        "panels": _panels(counts) if counts["posts"] else [],
    }
    return render(request, "secretariat/persona.html", frame(campaign, "profiles") | values)


def _persona_heading(kept: Any, counts: Any) -> str:
    if kept and kept.name:
        return gettext("The campaign speaks to %(name)s") % {"name": kept.name}
    return gettext("Whom does the campaign speak to?")


def _panels(counts: Any) -> list[dict[str, Any]]:
    """Return each count as bars in posts, on the scale of all posts."""
    years = [
        (ngettext("at least %(n)s year", "at least %(n)s years", n) % {"n": n}, posts) for n, posts in counts["years"]
    ]
    panels = [
        (gettext("Skills"), _named(counts["skills"], wording.skill_name)),
        (gettext("Seniority"), _named(counts["seniority"], lambda code: str(wording.SENIORITY.get(code, _ANY)))),
        (gettext("Years of work"), years),
        (gettext("Languages"), _named(counts["languages"], wording.language_name)),
        (gettext("Where they work"), _named(counts["remote"], lambda code: str(wording.REMOTE_WORK.get(code, _ANY)))),
        (gettext("Kind of company"), _named(counts["stages"], lambda code: str(STAGES.get(code, code)))),
    ]
    return [{"title": title, "rows": rows} for title, rows in panels if rows]


def _named(tally: list[tuple[str, int]], name: Any) -> list[tuple[str, int]]:
    return [(capfirst(name(code)), posts) for code, posts in tally[:SHOWN]]
