"""Site map of the liaison pages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path


def not_yet(request: HttpRequest, **kwargs: str) -> HttpResponse:
    raise Http404


app_name = "liaison"
urlpatterns = [
    path("", not_yet, name="today"),
]
