"""The liaison tells people of the pool about a campaign: who gets it, who not and why, how it reads, and an undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kretslop.campaigns import queries as campaigns
from kretslop.screening import mailing, rules, searching, wording
from kretslop.screening.searching import Wanted
from kretslop.shared.errors import Invalid, NotAllowed, NotPossible
from kretslop.shared.refs import new_ref
from kretslop.talent import queries as talent
from kretslop.web.components.words import weekday_date
from kretslop.web.doors import SignedIn, for_liaisons
from kretslop.web.liaison.search import SearchForm

if TYPE_CHECKING:
    from kretslop.campaigns.models import Campaign

PER_PAGE = 30
#: So many of a search are looked at; a wider one is to be narrowed first.
MOST_LOOKED_AT = 2_000


def _subject(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=150)


def _text(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=3_000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=gettext_lazy("The greeting, the link to the campaign and the way out are added by themselves."),
    )


class MailForm(forms.Form):
    """Subject and text, in the language that each person reads."""

    subject_en = _subject(gettext_lazy("Subject in English"))
    text_en = _text(gettext_lazy("Text in English"))
    subject_nb = _subject(gettext_lazy("Subject in Norwegian"))
    text_nb = _text(gettext_lazy("Text in Norwegian"))

    def words(self) -> mailing.Words:
        """Return what was written, by language."""
        given = self.cleaned_data
        return {
            code: {name: given[f"{name}_{code}"] for name in ("subject", "text")} for code in mailing.LANGUAGES
        }  # fmt: skip


def _proposed(campaign: Campaign) -> dict[str, str]:
    """Return words to begin with, in both languages."""
    found = {}
    for code in mailing.LANGUAGES:
        with translation.override(code):
            told = {"campaign": campaign.name, "place": campaign.place, "day": weekday_date(campaign.deadline_on)}
            found[f"subject_{code}"] = _("New campaign: %(campaign)s") % told
            words = _(
                "Employers in %(place)s look for people together, in “%(campaign)s”. If you join with your profile, "
                "they can get to know you, and we ask you before each of them does. You can join until %(day)s."
            )
            found[f"text_{code}"] = words % told
    return found


def _numbers(request: SignedIn) -> list[int] | None:
    """Return whom the address names: people who were chosen, or all who fit a search; None for a list by route."""
    if refs := request.GET.getlist("candidate"):
        chosen = talent.for_staff(request.user).filter(ref__in=refs[: rules.MOST_TOLD])
        return list(chosen.values_list("pk", flat=True))
    query = QueryDict(request.GET.get("query", ""))
    form = SearchForm(query)
    wanted = form.wanted() if query and form.is_valid() else Wanted()
    if wanted.is_practical:
        return None
    if not wanted:
        return []
    found = searching.find(request.user, wanted, timezone.now()).values_list("candidate_id", flat=True)
    return list(found[: MOST_LOOKED_AT + 1])


def _campaign(request: SignedIn) -> tuple[list[Campaign], Campaign | None]:
    opened = list(campaigns.open_campaigns())
    ref = request.GET.get("campaign", "")
    return opened, next((each for each in opened if each.ref == ref), opened[0] if opened else None)


@for_liaisons
@require_http_methods(["GET", "POST"])
def new(request: SignedIn) -> HttpResponse:
    """Say who would get it and who not, show how it reads, and send it."""
    numbers = _numbers(request)
    opened, campaign = _campaign(request)
    problem = _problem(numbers, campaign)
    if problem or campaign is None or numbers is None:
        messages.error(request, problem)
        return redirect(_back(request))
    now = timezone.now()
    form = MailForm(request.POST or None, initial=_proposed(campaign))
    shown = {}
    if request.method == "POST" and form.is_valid():
        words = form.words()
        if "send" in request.POST:
            return _send(request, campaign, numbers, words)
        shown = mailing.preview(campaign=campaign, words=words, by=request.user)
    found = mailing.sort_out(campaign=campaign, numbers=numbers, now=now)
    context = {
        "form": form,
        "campaign": campaign,
        "choices": _choices(request, opened, campaign),
        "people": len(found.people),
        "too_many": len(found.people) > rules.MOST_TOLD,
        "left_out": [(wording.LEFT_OUT[reason], count) for reason, count in found.left_out.items()],
        "shown": [{"language": code, "mail": each} for code, each in shown.items()],
        "key": request.POST.get("key") or new_ref(),
        "back": _back(request),
        "minutes": rules.UNDO_MINUTES,
    }
    return render(request, "liaison/mailing.html", context)


def _problem(numbers: list[int] | None, campaign: Campaign | None) -> str:
    if numbers is None:
        return str(wording.PROBLEMS["practical_list"])
    if campaign is None:
        return str(wording.PROBLEMS["campaign_not_open"])
    if not numbers:
        return _("Choose some people first.")
    return str(wording.PROBLEMS["too_many_to_tell"]) if len(numbers) > MOST_LOOKED_AT else ""


def _choices(request: SignedIn, opened: list[Campaign], campaign: Campaign) -> list[dict[str, Any]]:
    """Return the open campaigns as links that keep whom the mail is for."""
    found = []
    for each in opened:
        query = request.GET.copy()
        query["campaign"] = each.ref
        found.append({"label": each.name, "url": f"?{query.urlencode()}", "current": each == campaign})
    return found if len(found) > 1 else []


def _back(request: SignedIn) -> str:
    query = request.GET.get("query", "")
    return reverse("liaison:search") + (f"?{query}" if query else "")


def _send(request: SignedIn, campaign: Campaign, numbers: list[int], words: mailing.Words) -> HttpResponse:
    try:
        made = mailing.write(
            campaign=campaign, numbers=numbers, words=words, key=request.POST.get("key", "")[:20], by=request.user,
            now=timezone.now(),
        )  # fmt: skip
    except NotPossible as problem:
        messages.error(request, str(wording.PROBLEMS[problem.code]))
        return redirect(request.get_full_path())
    except Invalid:
        messages.error(request, _("Subject and text are needed in both languages."))
        return redirect(request.get_full_path())
    people = made.people.count()
    told = ngettext(
        "%(people)s person gets it in ten minutes. Until then you can take it back.",
        "%(people)s people get it in ten minutes. Until then you can take it back.",
        people,
    )
    messages.success(request, told % {"people": people})
    return redirect("liaison:campaign_mails")


@for_liaisons
@require_GET
def mails(request: SignedIn) -> HttpResponse:
    """List the mails about campaigns, with what came of them."""
    page = Paginator(mailing.mails(request.user), PER_PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    rows = [
        {
            "mail": each,
            "may_undo": not each.undone_at and now < each.leaves_at and each.by_id == request.user.pk,
            "writing": bool(each.to_queue) and not each.undone_at,
            "queued": each.told - each.to_queue,
        }
        for each in page
    ]
    context = {"page": page, "rows": rows, "busy": any(row["writing"] for row in rows)}
    return render(request, "liaison/campaign_mails.html", context)


@for_liaisons
@require_POST
def undo(request: SignedIn, ref: str) -> HttpResponse:
    """Take a mail back before it leaves."""
    made = get_object_or_404(mailing.mails(request.user), ref=ref)
    try:
        people = mailing.undo(made=made, by=request.user, now=timezone.now())
    except NotPossible as problem:
        messages.error(request, str(wording.PROBLEMS[problem.code]))
    except NotAllowed:
        messages.error(request, _("Only whoever wrote it can take it back."))
    else:
        words = ngettext(
            "Taken back: %(people)s person gets no mail.", "Taken back: %(people)s people get no mail.", people
        )
        messages.success(request, words % {"people": people})
    return redirect("liaison:campaign_mails")
