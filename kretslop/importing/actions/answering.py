"""What an imported person answers: they register themselves, or they say no and are forgotten at once."""

from datetime import datetime

from kretslop.importing import rules
from kretslop.importing.actions.moving import mail_key
from kretslop.importing.mapping.people import hash_of
from kretslop.importing.models import ImportChange, ImportedPerson
from kretslop.messaging import actions as mail
from kretslop.shared.transactions import action
from kretslop.talent.models import Candidate
from kretslop.timeline.actions import record
from kretslop.timeline.rules import SYSTEM


def _blank(person: ImportedPerson, state: str, now: datetime) -> None:
    """Forget everything about the person here but the hash of the address and what they answered."""
    mail.forget(keys=[mail_key(person)], now=now)
    ImportChange.objects.filter(person=person).delete()
    person.state, person.answered_at = state, now
    person.email, person.name, person.told = "", "", {}
    person.save()


@action
def refuse(*, person: ImportedPerson, now: datetime) -> bool:
    """The person does not want to be here: erased at once, and never asked again. False when answered before."""
    held = ImportedPerson.objects.select_for_update().select_related("brought_by").get(pk=person.pk)
    if held.state not in rules.UNANSWERED:
        return False
    _blank(held, rules.REFUSED, now)
    record("import.refused", about=[held.brought_by], by=SYSTEM, now=now)
    return True


@action
def note_registered(*, candidate: Candidate, now: datetime) -> bool:
    """Somebody registered: what a file said about the same address is settled; True when there was such a person.

    By the address with which they signed in, whether they came through the mailed link or by themselves.
    """
    email = candidate.user.email if candidate.user else candidate.email
    held = (
        ImportedPerson.objects.select_for_update(of=("self",)).select_related("brought_by")
        .filter(email_hash=hash_of(email)).exclude(state=rules.REGISTERED).first()
    )  # fmt: skip
    if held is None:
        return False
    held.candidate = candidate
    _blank(held, rules.REGISTERED, now)
    record("candidate.came_from_import", about=[candidate, held.brought_by], by=SYSTEM, now=now)
    return True
