"""Site map of the candidate pages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path


def not_yet(request: HttpRequest, **kwargs: str) -> HttpResponse:
    raise Http404


app_name = "candidate"
urlpatterns = [
    path("", not_yet, name="home"),
    path("questions/<str:ref>/", not_yet, name="question"),
]
