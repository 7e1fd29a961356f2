"""Shows every moment in the time zone of the person who looks."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone


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
