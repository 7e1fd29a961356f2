"""What criteria do to the people of today: who remains after each must, what each costs, and a friendly question."""

from typing import Any

from django.utils.translation import gettext, ngettext

from kretslop.campaigns import wording
from kretslop.matching.criteria import Criterion
from kretslop.matching.rank import Cost
from kretslop.screening.counting import Effect

#: From this share of the pool on, a demand that many jobs do without is asked about.
COSTLY = 30
#: So many years are often a habit; they also leave out most who are young, and say little of what somebody can do.
LONG_YEARS = 5
LOCAL_LANGUAGES = ("no", "nb", "nn")
#: Employers read no number that names fewer, and larger ones in steps of as many: no two tries tell one person apart.
FEW = 5


def shown(effect: Effect, *, careful: bool = False, left_out: int = 0) -> dict[str, Any]:
    """
    Return the effect as `shared/criteria_effect.html` shows it.

    Args:
        careful: for employers, who may not count out single people.
        left_out: rows of an editor that are not finished, and so are not counted.
    """
    last = effect.steps[-1].left if effect.steps else 0
    too_few = careful and effect.people < FEW
    return {
        "people": effect.people,
        "counted": effect.counted,
        "careful": careful,
        "too_few": too_few,
        "left_out": left_out,
        "said": "" if too_few else _said(last, effect.counted, careful),
        "rows": [] if too_few else [_row(step, careful) for step in effect.steps],
        "near": "" if too_few else _near(effect, careful),
        "costs": [] if too_few else [_cost(cost, careful) for cost in effect.costs],
    }


def _about(number: int, careful: bool) -> str:
    """A number in words: exact, or for employers in steps of five."""
    if not careful:
        return str(number)
    return (
        gettext("about %(number)s") % {"number": number // FEW * FEW} if number >= FEW else gettext("fewer than five")
    )


def _said(left: int, of: int, careful: bool) -> str:
    return gettext("%(left)s of %(all)s people remain.") % {
        "left": _about(left, careful).capitalize(), "all": _about(of, careful),
    }  # fmt: skip


def _row(step: Any, careful: bool) -> dict[str, Any]:
    name = wording.sentence(step.criterion) if step.criterion else gettext("Everybody today")
    note = ""
    if step.criterion and step.sure != step.left and not careful:
        note = gettext("%(n)s for certain") % {"n": step.sure}
    if not careful:
        return {"label": name, "value": step.left, "note": note}
    return {"label": name, "value": step.left // FEW * FEW, "shown": _about(step.left, careful)}


def _near(effect: Effect, careful: bool) -> str:
    """Say how many miss exactly one must: the near-misses that a person reads one by one."""
    number = sum(cost.only_this for cost in effect.costs)
    if not effect.costs:
        return ""
    if careful:
        return gettext("Near-misses, who lack exactly one of these: %(number)s.") % {"number": _about(number, careful)}
    said = ngettext("%(n)s person misses exactly one of these.", "%(n)s people miss exactly one of these.", number)
    return said % {"n": number}


def _cost(cost: Cost, careful: bool) -> dict[str, Any]:
    percent = cost.percent // FEW * FEW if careful else cost.percent
    question, advice = "", ""
    if cost.percent >= COSTLY and (advice := _doubt(cost.criterion)):
        question = gettext("%(criterion)s costs %(percent)s %% of the pool: needed from day one?") % {
            "criterion": wording.sentence(cost.criterion), "percent": percent,
        }  # fmt: skip
    return {"sentence": wording.sentence(cost.criterion), "said": _costs(cost, percent, careful), "question": question,
            "advice": advice}  # fmt: skip


def _costs(cost: Cost, percent: int, careful: bool) -> str:
    if not (percent if careful else cost.not_met):
        return gettext("Almost everybody meets it") if careful else gettext("Nobody is known to miss it")
    if careful:
        words = {"percent": percent, "only": _about(cost.only_this, careful)}
        return gettext("About %(percent)s %% do not meet it; without it: %(only)s more") % words
    said = ngettext(
        "%(n)s person (%(percent)s %%) does not meet it; %(only)s would be in without it",
        "%(n)s people (%(percent)s %%) do not meet it; %(only)s would be in without it",
        cost.not_met,
    )
    return said % {"n": cost.not_met, "percent": percent, "only": cost.only_this}


def _doubt(item: Criterion) -> str:
    """Return what to think about, for demands that are often a habit (R14); "" for the others."""
    if item.kind == "education":
        return gettext("Who can do the work without this degree? If anybody can, ask for the skills instead.")
    if item.kind == "language" and item.code in LOCAL_LANGUAGES:
        return gettext("Could the work begin in English, with time to learn the language here?")
    if item.kind == "years" and item.level >= LONG_YEARS:
        return gettext("Years say how long, not how well. Would a skill at a level say it better?")
    if item.kind == "industry":
        return gettext("The field can be learned on the job. Would it be enough as nice to have?")
    return ""
