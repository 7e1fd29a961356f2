"""Sends a sign-in code to an address that somebody gave on a page of ours, through allauth's own form and limits."""

from datetime import datetime

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from django.http import HttpRequest

from kretslop.accounts.actions import ensure_user
from kretslop.web.account.forms import CodeRequestForm


def send_code(
    request: HttpRequest, *, email: str, name: str = "", language: str, time_zone: str, now: datetime
) -> bool:
    """Send a code to `email` and have the browser's session wait for it; False when too many were asked for.

    An address that nobody has signed in with gets an account, silently: known and unknown ones are answered alike.
    `name` only when it is known to be theirs: whoever typed one may not be who reads the mail.
    """
    ensure_user(email=email, name=name, language=language, time_zone=time_zone, now=now)
    form = CodeRequestForm({"email": email})
    if not form.is_valid():  # the address was checked before; what is left is the limit
        return False
    # What allauth's own page does with a valid form; it offers no public function for it.
    LoginCodeVerificationProcess.initiate(request=request, user=form._user, email=email)
    return True
