"""Site map of the candidate pages."""

from django.urls import path

from kretslop.web.candidate import (
    address,
    answering,
    availability,
    consents,
    data,
    fairness,
    family,
    home,
    profile,
    yours,
)

app_name = "candidate"
urlpatterns = [
    path("", home.home, name="home"),
    path("why/", home.why, name="why"),
    path("introductions/<str:ref>/yes/", answering.consent, name="consent"),
    path("introductions/<str:ref>/no/", answering.refuse, name="refuse"),
    path("introductions/<str:ref>/withdraw/", answering.withdraw, name="withdraw"),
    path("questions/<str:ref>/", answering.question, name="question"),
    path("availability/", availability.show, name="availability"),
    path("availability/pause/", availability.pause, name="pause"),
    path("availability/resume/", availability.resume, name="resume"),
    path("availability/found-job/", availability.found_job, name="found_job"),
    path("availability/leave/", availability.leave, name="leave"),
    path("availability/return/", availability.come_back, name="come_back"),
    path("profile/", profile.show, name="profile"),
    path("profile/about/", profile.about, name="profile_about"),
    path("profile/work/", profile.work, name="profile_work"),
    path("profile/plans/", profile.plans, name="profile_plans"),
    path("profile/cv/", profile.cv, name="profile_cv"),
    path("profile/cv/<str:ref>/", profile.download_cv, name="cv_file"),
    path("family/", family.family, name="family"),
    path("family/take-back/", family.take_back, name="take_back_family"),
    path("fairness/", fairness.fairness, name="fairness"),
    path("fairness/take-back/", fairness.take_back, name="take_back_fairness"),
    path("address/", address.address, name="address"),
    path("address/code/", address.address_code, name="address_code"),
    path("settings/", yours.settings, name="settings"),
    path("consents/", consents.consents, name="consents"),
    path("consents/<str:purpose>/", consents.choose, name="choose_consent"),
    path("data/", data.data, name="data"),
    path("data/copy.pdf", data.copy_as_pdf, name="copy_as_pdf"),
    path("data/copy.json", data.copy_as_json, name="copy_as_json"),
    path("data/restrict/", data.restrict, name="restrict"),
    path("data/lift/", data.lift, name="lift"),
    path("data/erase/", data.erase, name="erase"),
    path("data/erase/now/", data.erase_now, name="erase_now"),
]
