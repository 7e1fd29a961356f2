"""Site map of the public pages."""

from django.urls import path

from kretslop.web.public import (
    address,
    brought,
    campaign_mail,
    home,
    invitation,
    notices,
    registration,
    resuming,
    signing_up,
)

app_name = "public"
urlpatterns = [
    path("", home.home, name="home"),
    path("c/<slug:slug>/", home.campaign, name="campaign"),
    path("c/<slug:slug>/register/", registration.about, name="register"),
    path("c/<slug:slug>/register/work/", registration.work, name="register_work"),
    path("c/<slug:slug>/register/plans/", registration.plans, name="register_plans"),
    path("c/<slug:slug>/register/again/", registration.again, name="register_again"),
    path("c/<slug:slug>/continue/<str:token>/", resuming.resume, name="resume"),
    path("address/lost/", address.lost, name="address_lost"),
    path("address/<str:token>/", address.address, name="address"),
    path("proof/", resuming.challenge, name="proof"),
    path("skills/", registration.skills, name="skills"),
    path("join/", signing_up.join, name="sign_up"),
    path("join/sent/", signing_up.sent, name="sign_up_sent"),
    path("join/<str:token>/", invitation.show, name="invitation"),
    path("join/<str:token>/no/", invitation.decline, name="decline_invitation"),
    path("join/<str:token>/sign/", invitation.sign, name="sign_invitation"),
    path("brought/<str:ref>/", brought.show, name="imported"),
    path("brought/<str:ref>/no/", brought.refuse, name="refuse_imported"),
    path("brought/<str:ref>/code/", brought.code, name="code_for_imported"),
    path("brought/<str:ref>/begin/", brought.begin, name="begin_imported"),
    path("mail/no/<str:token>/", campaign_mail.refuse, name="no_campaign_mail"),
    path("privacy/", notices.privacy, name="privacy"),
    path("erased/", notices.erased, name="erased"),
    path("accessibility/", notices.accessibility, name="accessibility"),
]
