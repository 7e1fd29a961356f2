"""What holds for every request: small pages, the time zone of whoever looks, no sign that the database cannot keep."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRefresh

from kretslop.web.account import company, strength


def local_time(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Use the signed-in person's time zone for the request; a visitor sees the region's."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return get_response(request)
        try:
            zone = ZoneInfo(request.user.time_zone)
        except (KeyError, ValueError, OSError):  # a zone that this machine does not know
            return get_response(request)
        with timezone.override(zone):
            return get_response(request)

    return middleware


def end_strong_sessions(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Sign out whoever has signed in with a second factor after 3 hours without a click, or 12 hours in all.

    And at once whoever signed in with their company's account, when that may open theirs no more.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if strength.is_over(request.session):
            logout(request)
            messages.info(request, _("You were signed out, because it was a while ago. Please sign in again."))
        elif company.is_over(request):
            logout(request)
            messages.info(request, _("Your company's sign-in no longer opens this account. Please use another way."))
        else:
            strength.note_click(request.session)
        return _whole_page(request, get_response(request))

    return middleware


def _whole_page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Have the whole page fetched anew when a part of it is answered with the way to the sign-in: it fits no part."""
    away = response.status_code == 302 and response.headers.get("Location", "").startswith(reverse("account_login"))
    return HttpResponseClientRefresh() if away and request.headers.get("HX-Request") else response


class CompressPages(GZipMiddleware):
    """Send a page at a fifth of its size to whoever reads gzip: on a phone far away that is the difference of a second.

    Files leave as they lie. A secret cannot be guessed from lengths (BREACH): Django adds a random length to each page
    and masks the token of each form anew.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_page = response.get("Content-Type", "").startswith("text/html")
        return super().process_response(request, response) if is_page else response


class NoNull:
    """Keep the null character away from the database, which stores it nowhere.

    An address with one belongs to nobody; in what a person sends (text copied out of a PDF can have it) it is dropped.
    Stands after the protection against forged forms, which is the first to read what was sent.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        if "\0" in request.path:
            raise Http404
        request.GET = _without_null(request.GET)  # type: ignore[assignment]
        request.POST = _without_null(request.POST)  # type: ignore[assignment]


def _without_null(sent: QueryDict) -> QueryDict:
    if not any("\0" in value for name, values in sent.lists() for value in (name, *values)):
        return sent
    kept = QueryDict(mutable=True, encoding=sent.encoding)
    for name, values in sent.lists():
        kept.setlist(name.replace("\0", ""), [value.replace("\0", "") for value in values])
    kept._mutable = False
    return kept
