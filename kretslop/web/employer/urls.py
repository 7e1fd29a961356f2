"""Site map of the employer pages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from kretslop.web.doors import for_employers
from kretslop.web.employer import acting, review


@for_employers
def not_yet(request: HttpRequest, **kwargs: str) -> HttpResponse:
    raise Http404


app_name = "employer"
urlpatterns = [
    path("", review.review, name="review"),
    path("introductions/<str:ref>/", not_yet, name="introduction"),
    path("process/", not_yet, name="process"),
    path("acting/", acting.acting, name="acting"),
    path("wanted/", not_yet, name="wanted_profiles"),
    path("criteria/", not_yet, name="criteria"),
    path("campaign/", not_yet, name="campaign"),
]
