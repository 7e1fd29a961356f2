"""Site map of the employer pages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from kretslop.web.doors import for_employers
from kretslop.web.employer import acting, ads, agreeing, campaign, people, review, wanted


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
    path("criteria/", agreeing.criteria, name="criteria"),
    path("criteria/<str:ref>/answer/", agreeing.answer_criteria, name="answer_criteria"),
    path("campaign/", campaign.campaign, name="campaign"),
    path("campaign/company/", campaign.company, name="company"),
    path("campaign/people/", people.people, name="people"),
    path("campaign/away/", people.away, name="away"),
    path("campaign/colleagues/add/", people.add_colleague, name="add_colleague"),
    path("campaign/colleagues/<str:ref>/remove/", people.remove_colleague, name="remove_colleague"),
]
