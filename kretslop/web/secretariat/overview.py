"""Where a campaign stands: one sentence, key figures against goals, the funnel as a picture and as a table."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext, ngettext

from kretslop.campaigns import rules, steering
from kretslop.insights import charts, wording
from kretslop.insights import queries as insights
from kretslop.insights import rules as counted
from kretslop.screening import queries as screening
from kretslop.web.components.words import number, weekday_date
from kretslop.web.doors import for_project_leads
from kretslop.web.secretariat.pages import find, frame, pictures_of, svg_answer


@for_project_leads
def overview(request: HttpRequest, ref: str) -> HttpResponse:
    """The campaign at a glance, for the project lead and the mayor."""
    campaign = find(request, ref)
    now, viewer = timezone.now(), request.user
    funnel = insights.funnel(campaign, viewer=viewer)  # type: ignore[arg-type]
    waits = insights.waits(campaign, viewer=viewer, now=now)  # type: ignore[arg-type]
    today = timezone.localdate()
    week = counted.week(campaign.starts_on, campaign.deadline_on, today)
    outlook = _outlook(campaign, funnel, today)
    versions = steering.versions_of(campaign)
    size = steering.sizes([campaign])[campaign.pk]
    return render(
        request,
        "secretariat/overview.html",
        frame(campaign, "overview")
        | {
            "heading": _heading(campaign, outlook),
            "range": wording.range_words(outlook) if campaign.state != rules.DRAFT else "",
            "sub": _sub(campaign, week, size, versions),
            "figures": _figures(campaign, funnel, waits),
            "funnel": funnel,
            "steps": _steps(funnel),
            "picture_text": wording.picture_words(funnel),
            "pictures": pictures_of(reverse("secretariat:funnel_picture", args=(ref,))),
            "waits": _waits(waits),
            "public_address": settings.SITE_URL + reverse("public:campaign", args=(campaign.slug,)),
            "to_do": _to_do(campaign, size, versions, bool(steering.faq_of(campaign, "en"))),
            "stops": screening.stops(viewer, campaign),  # type: ignore[arg-type]
            "language": get_language(),
        },
    )


def _outlook(campaign: Any, funnel: counted.Funnel, today: Any) -> counted.Outlook:
    approved = funnel.count(counted.APPROVED)
    return counted.outlook(
        sofar=approved,
        goal=campaign.goal_approved,
        starts_on=campaign.starts_on,
        deadline_on=campaign.deadline_on,
        today=today,
        closed=campaign.state == rules.CLOSED,
    )


def _heading(campaign: Any, outlook: counted.Outlook) -> str:
    if campaign.state == rules.DRAFT:
        day = weekday_date(campaign.starts_on)
        return gettext("Planned to start on %(day)s") % {"day": day}
    return wording.heading_words(outlook)


def _sub(campaign: Any, week: counted.Week, size: steering.Size, versions: list[Any]) -> str:
    said = [wording.week_words(week)]
    said.append(ngettext("%(n)s employer", "%(n)s employers", size.employers) % {"n": size.employers})
    if size.agencies:
        said[-1] += ", " + ngettext("%(n)s agency", "%(n)s agencies", size.agencies) % {"n": size.agencies}
    said.append(ngettext("%(n)s wanted profile", "%(n)s wanted profiles", size.profiles) % {"n": size.profiles})
    frozen = next((version for version in versions if version.state == rules.FROZEN), None)
    if frozen:
        said.append(gettext("criteria version %(number)s, agreed by all") % {"number": frozen.number})
    else:
        said.append(gettext("criteria not agreed yet"))
    return " · ".join(said)


def _figures(campaign: Any, funnel: counted.Funnel, waits: insights.Waits) -> list[dict[str, Any]]:
    def goal(count: int) -> str:
        return gettext("goal %(count)s") % {"count": number(count)} if count else gettext("no goal set")

    percent = waits.feedback.percent
    answer = gettext("median %(days)s") % {"days": wording.days_words(waits.answer.days)}
    after = funnel.hired_after_release
    hired = ngettext("%(n)s after a no elsewhere", "%(n)s after a no elsewhere", after) % {"n": after}
    return [
        {
            "label": wording.step_words(counted.REGISTERED),
            "value": funnel.count(counted.REGISTERED),
            "against": goal(campaign.goal_registered),
        },
        {
            "label": wording.step_words(counted.APPROVED),
            "value": funnel.count(counted.APPROVED),
            "against": goal(campaign.goal_approved),
        },
        {
            "label": gettext("Feedback in time"),
            "value": "–" if percent is None else f"{percent}\N{NO-BREAK SPACE}%",
            "against": answer if waits.answer.days is not None else gettext("too few to tell"),
        },
        {"label": wording.step_words(counted.HIRED), "value": funnel.count(counted.HIRED), "against": hired},
        {
            "label": gettext("Back in circulation"),
            "value": funnel.released,
            "against": gettext("%(n)s introduced again") % {"n": funnel.again},
        },
    ]


def _steps(funnel: counted.Funnel) -> list[dict[str, Any]]:
    return [
        {
            "name": wording.step_words(step.code),
            "meaning": wording.MEANINGS[step.code],
            "people": step.people,
            "share": charts.share(step) or "–",
        }
        for step in funnel.steps
    ]


def _waits(waits: insights.Waits) -> list[dict[str, Any]]:
    def people(n: int) -> str:
        return ngettext("%(n)s person", "%(n)s people", n) % {"n": n}

    percent = waits.feedback.percent
    share = gettext("too few to tell") if percent is None else f"{number_format(percent)}\N{NO-BREAK SPACE}%"
    answers = ngettext("%(n)s answer", "%(n)s answers", waits.feedback.n) % {"n": waits.feedback.n}
    given = ngettext("%(n)s answer", "%(n)s answers", waits.answer.n) % {"n": waits.answer.n}
    return [
        {
            "name": gettext("From registering to being approved, median"),
            "value": wording.days_words(waits.approval.days),
            "n": people(waits.approval.n),
        },
        {
            "name": gettext("From introduction to the employer's answer, median"),
            "value": wording.days_words(waits.answer.days),
            "n": given,
        },
        {"name": gettext("Employers' answers in time"), "value": share, "n": answers},
    ]


def _to_do(campaign: Any, size: steering.Size, versions: list[Any], has_faq: bool) -> list[dict[str, str]]:
    """Return what a campaign lacks on its way to the first screening, in the order in which it is done."""
    ref = campaign.ref
    state = versions[0].state if versions else ""
    steps = [
        (bool(size.employers + size.agencies), gettext("Talk with employers, and invite them"), "employers", ()),
        (bool(size.profiles), gettext("Employers submit whom they look for"), "profiles", ()),
        (has_faq, gettext("Answer the questions that people ask"), "questions", ("en",)),
        (campaign.state != rules.DRAFT, gettext("Open the campaign for registrations"), "plan", ()),
        (
            any(v.state == rules.FROZEN for v in versions),
            gettext("Every employer agrees to the criteria"),
            "criteria",
            (),
        ),
    ]
    if all(done for done, *_ in steps) and state == rules.FROZEN:
        return []
    reached = False
    rows = []
    for done, title, name, more in steps:
        now = not done and not reached
        reached = reached or now
        url = reverse(f"secretariat:{name}", args=(ref, *more))
        rows.append(
            {
                "title": title,
                "state": "done" if done else "now" if now else "later",
                "url": url,
                "url_label": gettext("Go there"),
            }
        )
    return rows


@for_project_leads
def funnel_picture(request: HttpRequest, ref: str) -> HttpResponse:
    """The funnel as SVG in the reader's language, kept by the browser until its numbers change."""
    campaign = find(request, ref)
    theme, width = request.GET.get("theme", "light"), request.GET.get("width", "wide")
    if theme not in charts.THEMES or width not in charts.LONGEST:
        raise Http404
    svg = charts.funnel_svg(insights.funnel(campaign, viewer=request.user), theme=theme, width=width)  # type: ignore[arg-type]
    return svg_answer(request, svg)
