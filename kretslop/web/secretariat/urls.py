"""Site map of the secretariat's pages."""

from django.urls import path

from kretslop.web.secretariat import (
    campaigns,
    criteria,
    employers,
    fairness,
    faq,
    overview,
    profiles,
    retention,
    sources,
)

app_name = "secretariat"
urlpatterns = [
    path("", campaigns.campaigns, name="campaigns"),
    path("retention/", retention.retention, name="retention"),
    path("retention/<str:ref>/", retention.decide, name="decide_erasure"),
    path("campaigns/new/", campaigns.new, name="new"),
    path("campaigns/<str:ref>/", overview.overview, name="overview"),
    path("campaigns/<str:ref>/funnel.svg", overview.funnel_picture, name="funnel_picture"),
    path("campaigns/<str:ref>/fairness/", fairness.fairness, name="fairness"),
    path("campaigns/<str:ref>/fairness/<str:question>.svg", fairness.ratios_picture, name="ratios_picture"),
    path("campaigns/<str:ref>/plan/", campaigns.plan, name="plan"),
    path("campaigns/<str:ref>/open/", campaigns.open_now, name="open"),
    path("campaigns/<str:ref>/close/", campaigns.close_now, name="close"),
    path("campaigns/<str:ref>/questions/<str:language>/", faq.questions, name="questions"),
    path("campaigns/<str:ref>/employers/", employers.employers, name="employers"),
    path("campaigns/<str:ref>/employers/new/", employers.new, name="new_prospect"),
    path("campaigns/<str:ref>/employers/<str:prospect_ref>/", employers.prospect, name="prospect"),
    path("campaigns/<str:ref>/employers/<str:prospect_ref>/invite/", employers.invite, name="invite"),
    path("campaigns/<str:ref>/employers/<str:prospect_ref>/said-no/", employers.said_no, name="said_no"),
    path("campaigns/<str:ref>/profiles/", profiles.profiles, name="profiles"),
    path("campaigns/<str:ref>/persona/", profiles.persona, name="persona"),
    path("campaigns/<str:ref>/sources/", sources.sources, name="sources"),
    path("campaigns/<str:ref>/criteria/", criteria.criteria, name="criteria"),
    path("campaigns/<str:ref>/criteria/draft/", criteria.draft, name="draft_criteria"),
    path("campaigns/<str:ref>/criteria/edit/", criteria.edit, name="edit_criteria"),
    path("campaigns/<str:ref>/criteria/propose/", criteria.propose, name="propose_criteria"),
    path("campaigns/<str:ref>/criteria/take-back/", criteria.take_back, name="take_back_criteria"),
    path("campaigns/<str:ref>/criteria/screen/", criteria.screen, name="screen"),
]
