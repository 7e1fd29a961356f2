"""Site map of the secretariat pages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path


def not_yet(request: HttpRequest, **kwargs: str) -> HttpResponse:
    raise Http404


app_name = "secretariat"
urlpatterns = [
    path("", not_yet, name="campaigns"),
]
