"""Site map of the employer pages."""

from django.urls import path

from kretslop.web.employer import (
    acting,
    ads,
    agreeing,
    campaign,
    closing,
    deciding,
    employment,
    people,
    process,
    review,
    wanted,
)

app_name = "employer"
urlpatterns = [
    path("", review.review, name="review"),
    path("introductions/<str:ref>/", review.introduction, name="introduction"),
    path("introductions/<str:ref>/cv/", review.cv, name="cv"),
    path("introductions/<str:ref>/accept/", deciding.accept, name="accept"),
    path("introductions/<str:ref>/decline/", deciding.decline, name="decline"),
    path("introductions/<str:ref>/hire/", employment.hire, name="hire"),
    path("introductions/<str:ref>/not-hired/", employment.not_hired, name="not_hired"),
    path("introductions/<str:ref>/report/<str:stage>/", process.report, name="report"),
    path("process/", process.process, name="process"),
    path("acting/", acting.acting, name="acting"),
    path("wanted/", wanted.wanted_profiles, name="wanted_profiles"),
    path("wanted/new/", wanted.new_wanted, name="new_wanted"),
    path("wanted/ad/", ads.paste_ad, name="paste_ad"),
    path("wanted/<str:ref>/", wanted.wanted_profile, name="wanted_profile"),
    path("wanted/<str:ref>/edit/", wanted.edit_wanted, name="edit_wanted"),
    path("wanted/<str:ref>/move/", wanted.move_wanted, name="move_wanted"),
    path("wanted/<str:ref>/close/<str:verb>/", closing.close_wanted, name="close_wanted"),
    path("criteria/", agreeing.criteria, name="criteria"),
    path("criteria/<str:ref>/answer/", agreeing.answer_criteria, name="answer_criteria"),
    path("campaign/", campaign.campaign, name="campaign"),
    path("campaign/company/", campaign.company, name="company"),
    path("campaign/agreement/", campaign.agreement, name="agreement"),
    path("campaign/hiring/", campaign.hiring, name="hiring"),
    path("campaign/people/", people.people, name="people"),
    path("campaign/away/", people.away, name="away"),
    path("campaign/leave/", closing.leave, name="leave"),
    path("campaign/colleagues/add/", people.add_colleague, name="add_colleague"),
    path("campaign/colleagues/<str:ref>/role/", people.change_role, name="change_role"),
    path("campaign/colleagues/<str:ref>/remove/", people.remove_colleague, name="remove_colleague"),
]
