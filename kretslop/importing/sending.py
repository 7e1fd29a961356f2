"""What holds at the moment in which an imported person would be written to."""

from datetime import datetime

from kretslop.importing import rules
from kretslop.importing.actions.moving import MAIL_KIND
from kretslop.importing.models import ImportedPerson
from kretslop.messaging import delivery
from kretslop.messaging.models import OutboxMail
from kretslop.talent.queries import addresses_in_pool


def register() -> None:
    """Have `may_send` asked before each of our mails leaves."""
    delivery.register(MAIL_KIND, may_send)


def may_send(mail: OutboxMail, now: datetime) -> str:
    """Return "" while the person is still here, unanswered and in no pool, else why the mail stays."""
    person = ImportedPerson.objects.filter(ref=mail.context.get("ref", ""), state=rules.ASKED).first()
    if person is None:
        return "person_not_kept"
    return "in_the_pool" if addresses_in_pool([person.email]) else ""
