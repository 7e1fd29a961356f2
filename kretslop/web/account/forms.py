"""Allauth's forms in our words."""

from typing import Any

from allauth.account import forms as allauth
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as app
from allauth.mfa.webauthn import forms as passkey
from django import forms
from django.utils.translation import gettext_lazy as _


def _say(field: forms.Field, label: Any, *, help_text: Any = "") -> None:
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)


class CodeRequestForm(allauth.RequestLoginCodeForm):
    """Where to send the code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["email"], _("Your mail address"))


class CodeForm(allauth.ConfirmLoginCodeForm):
    """The code from the mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], _("The code from the mail"), help_text=_("Capital or small letters do not matter."))
        self.fields["code"].max_length = 20
        self.fields["code"].widget.attrs |= {"autocapitalize": "characters", "spellcheck": "false", "maxlength": "20"}


class PasswordForm(allauth.LoginForm):
    """Mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["login"], _("Your mail address"))
        _say(self.fields["password"], _("Password"))


class ResetForm(allauth.ResetPasswordForm):
    """Where to send the link for a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["email"], _("Your mail address"))


class NewPasswordForm(allauth.ResetPasswordKeyForm):
    """A new password, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["password1"], _("New password"), help_text=_("At least 12 characters."))
        _say(self.fields["password2"], _("New password again"))


class AppCodeForm(second_factor.AuthenticateForm):
    """The code of the app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], _("Code"))


class AddAppForm(app.ActivateTOTPForm):
    """The first code of a new app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], _("The code that the app shows"))


#: What the library lets through when a browser, or somebody else, sends what is no credential.
_RUBBISH = (KeyError, TypeError, ValueError, AttributeError, IndexError)
_NOT_SHOWN = _("This passkey could not be read. Please try again.")


class AddPasskeyForm(passkey.AddWebAuthnForm):
    """A new passkey, with a name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["name"], _("Name"))

    def clean(self) -> dict[str, Any]:
        try:
            return dict(super().clean())
        except _RUBBISH as error:
            raise forms.ValidationError(_NOT_SHOWN) from error


class _Shown:
    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except _RUBBISH as error:
            raise forms.ValidationError(_NOT_SHOWN) from error


class PasskeyForm(_Shown, passkey.AuthenticateWebAuthnForm):
    """A passkey as the second step."""


class PasskeySignInForm(_Shown, passkey.LoginWebAuthnForm):
    """A passkey alone."""
