"""Site map of the employer pages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path


def not_yet(request: HttpRequest, **kwargs: str) -> HttpResponse:
    raise Http404


app_name = "employer"
urlpatterns = [
    path("", not_yet, name="review"),
    path("introductions/<str:ref>/", not_yet, name="introduction"),
    path("criteria/", not_yet, name="criteria"),
]
