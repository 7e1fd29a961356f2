"""The mails about a change of address, and the signed links in them."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from kretslop.accounts import rules
from kretslop.accounts.models import AddressChange, User
from kretslop.messaging import actions as mail
from kretslop.messaging.rendering import day_in_words

_SALT = "talent.addressing"
#: No link outlives the longest way that a request can take.
_LINK_DAYS = 30


def change_by_token(token: str) -> tuple[AddressChange, str] | None:
    """Return the request that a link leads to and what its button does, `confirm` or `stop`; None for a made-up one."""
    try:
        ref, purpose = map(str, signing.loads(token, salt=_SALT, max_age=timedelta(days=_LINK_DAYS)))
    except (signing.BadSignature, TypeError, ValueError):
        return None
    change = AddressChange.objects.select_related("user").filter(ref=ref).first()
    return (change, purpose) if change is not None and purpose in {"confirm", "stop"} else None


def token_of(change: AddressChange, purpose: str) -> str:
    """Return what stands in a link of this request."""
    return signing.dumps([change.ref, purpose], salt=_SALT)


def _link(change: AddressChange, purpose: str) -> str:
    return settings.SITE_URL + reverse("public:address", args=(token_of(change, purpose),))


def _queue(
    change: AddressChange, kind: str, address: str, *, now: datetime, secret: bool = True, **context: object
) -> None:
    mail.queue(
        key=f"{kind}:{change.ref}:{change.state}", kind=kind, address=address, language=change.language,
        context=context, about=[change.user] if change.user else [], holds_code=secret, now=now,
    )  # fmt: skip


def send_code(change: AddressChange, code: str, *, now: datetime) -> None:
    """To the new address: the code; without one, that the address is another account's already."""
    kind = "address_code" if code else "address_taken"
    _queue(change, kind, change.new_address, now=now, code=code, minutes=rules.CODE_MINUTES)


def send_link(change: AddressChange, kind: str, purpose: str, *, now: datetime, liaison: str = "") -> None:
    """To the new address: a link to a page with one button; `liaison` for a mail that says who asks."""
    _queue(change, kind, change.new_address, now=now, link=_link(change, purpose), liaison=liaison)


def send_notice(change: AddressChange, *, now: datetime) -> None:
    """To the old address: another one is to take its place; how to say no, and by when."""
    kind = "address_merged_notice" if change.kind == rules.MERGED else "address_notice"
    until = day_in_words(change.waits_until, change.language) if change.waits_until else ""
    _queue(change, kind, change.old_address, now=now, secret=False, link=_link(change, "stop"), until=until)


def send_changed(change: AddressChange, *, now: datetime) -> None:
    """To the old address: it has been changed; how to undo it, and until when."""
    assert change.stop_until is not None
    until = day_in_words(change.stop_until, change.language)
    link = _link(change, "stop")
    _queue(change, "address_changed", change.old_address, now=now, secret=False, link=link, until=until)


def send_refusal(change: AddressChange, by: User, *, now: datetime) -> None:
    """To the new address: we could not be sure."""
    _queue(
        change, "address_refused", change.new_address, now=now, secret=False, liaison=by.name, liaison_email=by.email
    )


def send_given_back(user: User, *, now: datetime) -> None:
    """To each of two who were taken for one: this address is theirs again."""
    key = f"address_given_back:{user.ref}:{now.timestamp():.0f}"
    mail.queue(key=key, kind="address_given_back", to=user, context={}, about=[user], now=now)
