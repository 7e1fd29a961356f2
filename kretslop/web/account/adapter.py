"""What allauth asks us: how its mails leave, what its messages say, and what happens once somebody is signed in."""

import base64
import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kretslop.accounts import queries as accounts
from kretslop.messaging import actions as mail
from kretslop.talent import actions as talent
from kretslop.talent import queries as candidates
from kretslop.web import joining, registering
from kretslop.web.account import strength
from kretslop.web.portals import start_page
from kretslop.web.visitor import signed_in, speak

#: allauth's name of a mail -> ours. Other mails of allauth have no page that sends them.
_KINDS = {
    "account/email/login_code": "sign_in_code",
    "account/email/unknown_account": "sign_in_unknown",
    "account/email/password_reset_key": "password_reset",
}


class Adapter(DefaultAccountAdapter):
    """Our answers to allauth's questions."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Please write to us if that is not right."),
        "email_password_mismatch": _("The mail address and the password do not belong together."),
        "incorrect_code": _("This is not the code that we sent. Please look at the newest mail from us."),
        "invalid_password_reset": _("This link has been used already or is too old."),
        "too_many_login_attempts": _("Too many tries. Please wait some minutes and try again."),
        "rate_limited": _("Please wait a little before you ask again."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the mail in the outbox, where its body is blanked as soon as it has left."""
        kind = _KINDS[template_prefix]
        user = accounts.by_email(email)
        mail.queue(
            key=f"{kind}:{secrets.token_hex(12)}",
            kind=kind,
            to=user,
            address=email,
            language=get_language() or "en",
            context={
                "code": context.get("code", ""),
                "link": context.get("password_reset_url", ""),
                "minutes": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60,
            },
            about=[user] if user else [],
            holds_code=True,
            now=timezone.now(),
        )

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: people register through a campaign, employers are invited or ask the secretariat."""
        return False

    def is_reauthentication_required(self, *, app: str | None = None) -> bool:
        """Never by allauth: pages that change how somebody signs in ask `strength.is_fresh`."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return start_page(signed_in(request))

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("public:home")

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Finish a registration that waited for the code, note the visit, and speak the person's language."""
        now = timezone.now()
        if finished := registering.finish(request, user, now=now):
            kwargs["redirect_url"] = finished
        elif asked := joining.finish(request, user, now=now):
            kwargs["redirect_url"] = asked
        elif candidate := candidates.for_user(user):
            talent.note_seen(candidate=candidate, now=now)
        strength.forget_company(request, user)
        strength.settle(request, user)
        response = super().post_login(request, user, **kwargs)
        speak(response, user.language)
        return response


class SecondFactor(DefaultMFAAdapter):
    """Our answers about second factors: secrets are encrypted with a key of the site's own."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Please take the one that the app shows now."),
    }

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> Fernet:
    key = salted_hmac("kretslop.web.account.second_factor", settings.SECRET_KEY, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
