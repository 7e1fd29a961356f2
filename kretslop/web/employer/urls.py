"""Site map of the employer pages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from kretslop.web.doors import for_employers
from kretslop.web.employer import acting, ads, review, wanted


@for_employers
def not_yet(request: HttpRequest, **kwargs: str) -> HttpResponse:
    raise Http404


app_name = "employer"
urlpatterns = [
    path("", review.review, name="review"),
    path("introductions/<str:ref>/", not_yet, name="introduction"),
    path("process/", not_yet, name="process"),
    path("acting/", acting.acting, name="acting"),
    path("wanted/", wanted.wanted_profiles, name="wanted_profiles"),
    path("wanted/new/", wanted.new_wanted, name="new_wanted"),
    path("wanted/ad/", ads.paste_ad, name="paste_ad"),
    path("wanted/<str:ref>/", wanted.wanted_profile, name="wanted_profile"),
    path("wanted/<str:ref>/edit/", wanted.edit_wanted, name="edit_wanted"),
    path("wanted/<str:ref>/move/", wanted.move_wanted, name="move_wanted"),
    path("criteria/", not_yet, name="criteria"),
    path("campaign/", not_yet, name="campaign"),
]
