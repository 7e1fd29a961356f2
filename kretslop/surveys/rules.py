"""What employers are asked about working together, the scale, and when figures are shown."""

from collections.abc import Iterable
from typing import NamedTuple

AFTER, FIT, SUPPORT, AGAIN = "together", "fit", "support", "again"
#: One question after each end of an introduction, a few at the evaluation.
EVALUATION = (FIT, SUPPORT, AGAIN)
QUESTIONS = (AFTER, *EVALUATION)
SCALE = (1, 2, 3, 4)
WORDS_MAX = 1000
#: Of fewer answers than this no figure is shown: it would be somebody's.
FEW = 5
#: So many days after the end an introduction is still asked about: later nobody remembers.
ASKED_DAYS = 60


class Summary(NamedTuple):
    """Answers to one question: how many, their mean, and how many gave each score; None where they are too few."""

    answers: int
    mean: float | None
    counts: tuple[int, ...] | None


def summary(scores: Iterable[int]) -> Summary:
    """Return the figures of a group, or only its size when it is small."""
    given = list(scores)
    if len(given) < FEW:
        return Summary(len(given), None, None)
    return Summary(len(given), sum(given) / len(given), tuple(given.count(score) for score in SCALE))


def without_rest(groups: dict[str, list[int]]) -> dict[str, Summary]:
    """Return each group's figures; when exactly one is too small, the next smallest is kept back with it.

    Otherwise the small one would be the whole less the others.
    """
    small = [name for name, scores in groups.items() if 0 < len(scores) < FEW]
    shown = sorted((name for name in groups if len(groups[name]) >= FEW), key=lambda name: len(groups[name]))
    hidden = {*small, *(shown[:1] if len(small) == 1 else [])}
    return {
        name: Summary(len(scores), None, None) if name in hidden else summary(scores) for name, scores in groups.items()
    }
