"""Many people register at once, as a list or a rehearsal brings them: the same rows as one by one, in few queries."""

from collections.abc import Iterable
from datetime import datetime

from kretslop.accounts.actions import ensure_users
from kretslop.campaigns import rules
from kretslop.campaigns.actions.registering import register
from kretslop.campaigns.models import Campaign, Registration
from kretslop.shared.transactions import action
from kretslop.talent import actions as talent
from kretslop.talent.answers import Answers
from kretslop.talent.models import Candidate
from kretslop.timeline.actions import record_many
from kretslop.timeline.rules import SIMULATION


@action
def register_many(
    *, campaign: Campaign, people: Iterable[Answers], simulated: bool = False, now: datetime
) -> list[Candidate]:
    """Register people with accounts of their own; return their candidates in the same order.

    Whoever is in the pool already is recognised by the account and brought up to date. Screening is the caller's next
    step, in one run. Invalid names a field that is wrong, and nobody is registered.
    """
    given = list(people)
    users = ensure_users(people=[(answers.email, answers.name) for answers in given], now=now)
    known = set(Candidate.objects.filter(user__in=users.values()).values_list("user__email", flat=True))
    new = [answers for answers in given if answers.email.strip().lower() not in known]
    made = talent.add_candidates(
        people=[(users[answers.email.strip().lower()], answers) for answers in new],
        consent_version=rules.POOL_WORDS_VERSION,
        simulated=simulated,
        now=now,
    )
    Registration.objects.bulk_create(
        [Registration(candidate=candidate, campaign=campaign, registered_at=now) for candidate in made], batch_size=500
    )
    record_many(
        "candidate.registered",
        about_each=[([candidate, campaign], {}) for candidate in made],
        by=SIMULATION,
        now=now,
    )
    found = {candidate.email: candidate for candidate in made}
    for answers in given:
        if answers.email not in found:
            registration = register(
                campaign=campaign, user=users[answers.email.strip().lower()], answers=answers, simulated=simulated,
                screened_later=True, now=now,
            )  # fmt: skip
            found[answers.email] = registration.candidate
    return [found[answers.email] for answers in given]
