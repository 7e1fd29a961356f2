"""Asked before a notification leaves: is there still something to read, and may the person still read it?"""

from datetime import datetime

from kretslop.accounts.models import User
from kretslop.conversations.models import Message
from kretslop.conversations.queries import messages_for, read_until
from kretslop.messaging import delivery
from kretslop.messaging.models import OutboxMail


def may_send(mail: OutboxMail, now: datetime) -> str:
    """Return "" or the code of the reason to keep the mail back."""
    ref = next((each.partition(":")[2] for each in mail.about if each.startswith("message:")), "")
    message = Message.objects.select_related("candidate__membership", "introduction__employer").filter(ref=ref).first()
    reader = User.objects.filter(email__iexact=mail.to_address, is_active=True).first()
    if message is None or reader is None:
        return "message_gone"
    about, candidate = message.introduction, message.candidate
    until = read_until(reader, candidate, about)
    found = messages_for(reader, candidate, about).exclude(by=reader)
    if until is not None:
        found = found.filter(at__gt=until)
    return "" if found.exists() else "read"


def register() -> None:
    """Have notifications checked."""
    delivery.register("message_waits", may_send)
