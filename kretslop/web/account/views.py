"""Where one of allauth's pages leaves a person without a word, we add it."""

from allauth.account import views as allauth
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kretslop.web.limits import may_mail


def confirm_code(request: HttpRequest) -> HttpResponseBase:
    """Enter the code; a code that has run out is said so, and nothing that was saved is lost."""
    waiting, said_before = "account_login" in request.session, len(messages.get_messages(request))
    response = allauth.confirm_login_code(request)
    turned_back = response.status_code == 302 and response.headers["Location"] == reverse("account_login")
    if waiting and turned_back and len(messages.get_messages(request)) == said_before:
        messages.warning(request, _("The code has run out. Ask for a new one here: what you had saved is still there."))
    return response


def request_code(request: HttpRequest) -> HttpResponseBase:
    """Ask for a code; a visitor who asks too often is turned away whatever the address."""
    if request.method == "POST" and not may_mail(request, "code"):
        return render(request, "429.html", status=429)
    return allauth.request_login_code(request)


def reset_password(request: HttpRequest) -> HttpResponseBase:
    """Ask for a link to a new password, under the same limit."""
    if request.method == "POST" and not may_mail(request, "reset"):
        return render(request, "429.html", status=429)
    return allauth.password_reset(request)
