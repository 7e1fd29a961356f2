"""A candidate answers the fairness questions, or takes the answers back.

Nothing of it goes to the timeline, which staff read beside a person; the consent ledger proves what was agreed.
"""

from datetime import datetime

from kretslop.accounts.models import User
from kretslop.fairness import rules
from kretslop.fairness.models import FairnessAnswer
from kretslop.shared.errors import Invalid, NotAllowed
from kretslop.shared.transactions import action
from kretslop.talent import actions as talent
from kretslop.talent.locking import locked
from kretslop.talent.models import Candidate
from kretslop.talent.rules import FAIRNESS


def _own(candidate: Candidate, by: User) -> Candidate:
    """Lock the person's own row; NotAllowed for anybody else, staff too."""
    if candidate.user_id != by.pk:
        raise NotAllowed("not_yours")
    return locked(candidate.pk)


@action
def answer(*, candidate: Candidate, sex: str, age_band: str, country_group: str, by: User, now: datetime) -> None:
    """Keep the answers ("" is none) with the consent to count them; without any answer nothing is kept."""
    candidate = _own(candidate, by)
    answers = {"sex": sex, "age_band": age_band, "country_group": country_group}
    for question, value in answers.items():
        if value not in ("", *rules.QUESTIONS[question]):
            raise Invalid(question, "unknown")
    if not any(answers.values()):
        _erase(candidate, now=now)
        return
    talent.give_consent(candidate=candidate, purpose=FAIRNESS, words_version=rules.WORDS_VERSION, now=now)
    FairnessAnswer.objects.update_or_create(candidate=candidate, defaults={**answers, "answered_at": now})


@action
def take_back(*, candidate: Candidate, by: User, now: datetime) -> None:
    """Withdraw the consent and erase the answers, at once."""
    _erase(_own(candidate, by), now=now)


def _erase(candidate: Candidate, *, now: datetime) -> None:
    talent.withdraw_consent(candidate=candidate, purpose=FAIRNESS, now=now)
    FairnessAnswer.objects.filter(candidate=candidate).delete()
