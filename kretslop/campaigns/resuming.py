"""An unfinished registration is found again by a signed link: whoever reads its mail may go on with it."""

from datetime import timedelta
from hashlib import sha256

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from kretslop.campaigns import rules
from kretslop.campaigns.models import RegistrationDraft

_SALT = "campaigns.resuming"


def address_of(draft: RegistrationDraft) -> str:
    """Return the mail address that was typed last, in lower case; "" when it is none."""
    address = str((draft.answers.get("about", {}).get("email") or [""])[0]).strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address


def resume_token(draft: RegistrationDraft) -> str:
    """Return what a link needs to find the draft again; it counts for `rules.DRAFT_KEPT_DAYS` days."""
    return signing.dumps([draft.key, _digest(address_of(draft))], salt=_SALT)


def draft_by_token(token: str) -> RegistrationDraft | None:
    """Return the unfinished registration that a link leads to.

    None when the link is made up, too old, finished, or was sent to an address that has been replaced since.
    """
    try:
        found = signing.loads(token, salt=_SALT, max_age=timedelta(days=rules.DRAFT_KEPT_DAYS))
        key, address = map(str, found)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    drafts = RegistrationDraft.objects.select_related("campaign")
    draft = drafts.filter(key=key, finished_at__isnull=True, campaign__state=rules.OPEN).first()
    return draft if draft is not None and _digest(address_of(draft)) == address else None


def _digest(address: str) -> str:
    return sha256(address.encode()).hexdigest()[:16]
