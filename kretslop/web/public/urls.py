"""Site map of the public pages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path


def not_yet(request: HttpRequest, **kwargs: str) -> HttpResponse:
    raise Http404


app_name = "public"
urlpatterns = [
    path("", not_yet, name="home"),
    path("join/<str:token>/", not_yet, name="invitation"),
    path("privacy/", not_yet, name="privacy"),
    path("accessibility/", not_yet, name="accessibility"),
]
