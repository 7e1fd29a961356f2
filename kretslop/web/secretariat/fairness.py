"""Whether groups of people come equally far: per step and per must-have, with what is too few to tell said so."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from kretslop.campaigns.wording import sentence
from kretslop.fairness.wording import TITLES
from kretslop.insights import charts, comparing, wording
from kretslop.insights import fairness as insights
from kretslop.insights.wording import VERDICTS, group_words
from kretslop.screening import queries as screening
from kretslop.web.doors import SignedIn, for_project_leads
from kretslop.web.secretariat.pages import find, frame, pictures_of, svg_answer


@for_project_leads
@require_safe
def fairness(request: SignedIn, ref: str) -> HttpResponse:
    """The comparison, question by question."""
    campaign = find(request, ref)
    report = insights.report(campaign, viewer=request.user, now=timezone.now())
    questions = [_shown(report, question, ref) for question in report.questions]
    values = {
        "heading": _heading(report),
        "report": report,
        "questions": questions,
        "needed": comparing.ENOUGH_ANSWERS,
        "fewest": comparing.FEWEST,
        "enough": comparing.ENOUGH_IN_GROUP,
        "stops": screening.stops(request.user, campaign),  # type: ignore[arg-type]
        "compared": any(question["groups"] for question in questions),
    }
    return render(request, "secretariat/fairness.html", frame(campaign, "overview") | values)


def _heading(report: insights.Report) -> str:
    """Say in one sentence what there is to see."""
    compared = [question for question in report.questions if question.groups]
    if not compared:
        return gettext("Too few answers to tell whether all groups come equally far")
    verdicts = {
        cell.verdict for question in compared for column in question.stages + question.criteria for cell in column.cells
    }
    if comparing.LOWER in verdicts:
        return gettext("At least one group comes less far, hardly by chance")
    if comparing.WATCH in verdicts:
        return gettext("Some shares differ, perhaps by chance: look at them")
    return gettext("No difference between groups is seen")


def _shown(report: insights.Report, question: insights.Question, ref: str) -> dict[str, Any]:
    title = str(TITLES[question.code])
    groups = [group_words(question.code, code) for code, _people in question.groups]
    rows = _ratios(question)
    said = [(row.step, row.group, row.ratio) for row in rows]
    tables = [
        (gettext("Step by step"), _table(question.stages, _step_names(), groups)),
        (gettext("Must-have by must-have: not stopped by it"),
         _table(question.criteria, {item.key: sentence(item) for item in report.musts}, groups)),
    ]  # fmt: skip
    return {
        "title": title,
        "answered": question.answered,
        "few": 0 < question.answered < comparing.FEWEST,
        "groups": [(words, people) for words, (_code, people) in zip(groups, question.groups, strict=True)],
        "together": ", ".join(group_words(question.code, code) for code in question.together),
        "tables": tables,
        "to_look_at": [
            {"name": row["name"], **cell} for _title, rows in tables for row in rows for cell in row["cells"]
            if cell["code"] in {comparing.WATCH, comparing.LOWER}
        ],
        "pictures": pictures_of(reverse("secretariat:ratios_picture", args=(ref, question.code))) if rows else [],
        "picture_text": wording.ratios_picture_words(title, said),
    }  # fmt: skip


def _step_names() -> dict[str, str]:
    return {code: wording.step_words(code) for code in insights.STEPS}


def _table(columns: tuple[comparing.Column, ...], names: dict[str, str], groups: list[str]) -> list[dict[str, Any]]:
    """Return one row for each step or must-have and group; the group's first row carries the step's name."""
    return [
        {
            "name": names[column.code],
            "cells": [
                {
                    "code": cell.verdict,
                    "group": group,
                    "people": wording.people_words(cell),
                    "ratio": wording.ratio_words(cell),
                    "verdict": VERDICTS[cell.verdict][0],
                    "kind": VERDICTS[cell.verdict][1],
                }
                for group, cell in zip(groups, column.cells, strict=True)
            ],
        }
        for column in columns
    ]


def _ratios(question: insights.Question) -> tuple[charts.Ratio, ...]:
    """Return the lines of the picture: every ratio of a step that may be shown, but the best group's own."""
    names = _step_names()
    return tuple(
        charts.Ratio(
            names[column.code], group_words(question.code, code, short=True), cell.ratio,
            cell.ratio if cell.low is None else cell.low, cell.ratio if cell.high is None else cell.high,
        )
        for column in question.stages
        for (code, _people), cell in zip(question.groups, column.cells, strict=True)
        if cell.ratio is not None and cell.verdict != comparing.BEST
    )  # fmt: skip


@for_project_leads
@require_safe
def ratios_picture(request: SignedIn, ref: str, question: str) -> HttpResponse:
    """The ratios of one question as SVG in the reader's language."""
    campaign = find(request, ref)
    theme, width = request.GET.get("theme", "light"), request.GET.get("width", "wide")
    if theme not in charts.THEMES or width not in charts.LONGEST:
        raise Http404
    report = insights.report(campaign, viewer=request.user, now=timezone.now())
    rows = next((_ratios(each) for each in report.questions if each.code == question), ())
    if not rows:
        raise Http404
    return svg_answer(request, charts.ratios_svg(rows, theme=theme, width=width))
