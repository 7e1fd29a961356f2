"""Site map of signing in: the pages of django-allauth that we want, and no others."""

from allauth.account import views as allauth
from allauth.mfa.base.views import authenticate
from allauth.mfa.webauthn.views import login_webauthn
from django.urls import path, re_path
from django.views.generic import RedirectView

from kretslop.web.account import company, looking, securing, settings, views

urlpatterns = [
    # A code is the first way in for everybody; the same page under both of allauth's names.
    path("login/", views.request_code, name="account_login"),
    path("login/", views.request_code, name="account_request_login_code"),
    path("login/code/", views.confirm_code, name="account_confirm_login_code"),
    path("login/password/", allauth.login, name="account_password_login"),
    path("login/passkey/", login_webauthn, name="mfa_login_webauthn"),
    path("login/company/", company.company_sign_in, name="account_company"),
    path("login/company/<str:ref>/", company.company_start, name="account_company_start"),
    path("login/company/<str:ref>/back/", company.company_back, name="account_company_back"),
    path("login/factor/", authenticate, name="mfa_authenticate"),
    path("settings/", settings.settings, name="account_settings"),
    path("secure/", securing.secure, name="account_secure"),
    path("secure/", securing.secure, name="mfa_index"),
    path("secure/", securing.secure, name="mfa_list_webauthn"),
    path("secure/password/", securing.password, name="account_password"),
    path("secure/app/", securing.add_app, name="mfa_activate_totp"),
    path("secure/app/remove/", securing.remove_app, name="mfa_deactivate_totp"),
    path("secure/passkey/", securing.add_passkey, name="mfa_add_webauthn"),
    path("secure/passkey/<int:pk>/remove/", securing.remove_passkey, name="mfa_remove_webauthn"),
    path("secure/codes/", securing.recovery_codes, name="mfa_view_recovery_codes"),
    path("secure/codes/new/", securing.new_recovery_codes, name="mfa_generate_recovery_codes"),
    path("reading/stop/", looking.stop, name="stop_reading_as"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("password/reset/", views.reset_password, name="account_reset_password"),
    path("password/reset/sent/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/reset/done/", allauth.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    # Nobody signs up here: people register through a campaign. Allauth's mails and pages name this address.
    path("signup/", RedirectView.as_view(pattern_name="public:home"), name="account_signup"),
]
