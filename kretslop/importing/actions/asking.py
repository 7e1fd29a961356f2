"""Asks the people whom an import brought: one mail each says where we know them from, and what they can do."""

from datetime import datetime, timedelta

from django.utils import timezone

from kretslop.accounts.models import User
from kretslop.importing import rules
from kretslop.importing.actions.moving import MAIL_KIND, lock, mail_key, work_on
from kretslop.importing.models import Import, ImportedPerson
from kretslop.messaging import actions as mail
from kretslop.shared.errors import NotPossible
from kretslop.shared.transactions import action
from kretslop.timeline.actions import record


@action
def ask(*, given: Import, language: str, by: User, now: datetime) -> Import:
    """Start to write to everybody who was not written to yet, in `language`; NotPossible unless it is brought in."""
    held = lock(given)
    if held.state != rules.COMMITTED or not held.people.filter(state=rules.NEW).exists():
        raise NotPossible("nobody_to_ask")
    held.language, held.asked_since = language, now
    held.save(update_fields=["language", "asked_since"])
    record("import.asked", about=[held, held.campaign], by=by, now=now)
    work_on(held)
    return held


@action
def ask_batch(*, given: Import, now: datetime) -> bool:
    """Queue the mails to the next people, no more than `rules.ASKED_PER_HOUR` to leave in an hour; False at the end."""
    held = lock(given)
    if held.state != rules.COMMITTED or held.asked_since is None:
        return False
    people = list(held.people.filter(state=rules.NEW).order_by("row").select_for_update()[: rules.ASK_BATCH])
    earlier = held.people.filter(asked_at__gte=held.asked_since).count()
    for number, person in enumerate(people, start=earlier):
        leaves_at = max(now, held.asked_since + timedelta(hours=number // rules.ASKED_PER_HOUR))
        person.state, person.asked_at = rules.ASKED, leaves_at
        person.answer_due = timezone.localdate(leaves_at) + timedelta(days=rules.ANSWER_DAYS)
        _write(held, person, leaves_at, now)
    ImportedPerson.objects.bulk_update(people, ["state", "asked_at", "answer_due"])
    return bool(people)


def _write(held: Import, person: ImportedPerson, leaves_at: datetime, now: datetime) -> None:
    context: dict[str, object] = {
        "ref": person.ref,
        "source": held.source,
        "campaign": held.campaign.name,
        "place": held.campaign.place,
        "contact_name": held.campaign.contact_name,
        "contact_email": held.campaign.contact_email,
        "days": rules.ANSWER_DAYS,
        "erased_days": rules.ERASED_AFTER_DAYS,
    }
    mail.queue(
        key=mail_key(person), kind=MAIL_KIND, address=person.email, name=person.name, language=held.language,
        context=context, about=[person], send_at=leaves_at, simulated=held.campaign.simulated, now=now,
    )  # fmt: skip
