"""Every setting, driven by the environment and secure by default; docs/operations.md lists the variables."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("KRETSLOP_VAR") or BASE_DIR / "var").resolve()
LOOPBACK = {"localhost", "127.0.0.1", "[::1]", "::1"}


def _flag(name: str) -> bool:
    return os.environ.get(name, "") not in {"", "0", "no", "false"}


def _words(name: str) -> list[str]:
    return [word for word in os.environ.get(name, "").replace(",", " ").split() if word]


# Which of the three lives: a real site (the default), the demo, or a test run.
TEST = _flag("KRETSLOP_TEST")
DEMO = _flag("KRETSLOP_DEMO") and not TEST
HERE_ONLY = DEMO or TEST
DATABASE_URL = os.environ.get("DATABASE_URL", "")


def _refuse_to_leave_this_machine() -> None:
    """The demo signs anybody in with one click, so it may be reached from, and reach, this machine only."""
    strangers = sorted(set(_words("KRETSLOP_HOSTS")) - LOOPBACK)
    if strangers:
        raise ImproperlyConfigured(
            f"KRETSLOP_DEMO signs anybody in without a password and serves this machine only, but KRETSLOP_HOSTS "
            f"names {', '.join(strangers)}. Unset KRETSLOP_DEMO for a real site, or KRETSLOP_HOSTS for the demo."
        )
    url = urlsplit(DATABASE_URL)
    options = dict(parse_qsl(url.query))
    # A service file may name any address, so it counts as elsewhere.
    hosts = [url.hostname or "", *(options.get(key, "") for key in ("host", "hostaddr", "service"))]
    if DATABASE_URL:
        hosts += [os.environ.get(name, "") for name in ("PGHOST", "PGHOSTADDR", "PGSERVICE")]
    elsewhere = [host for host in hosts if not (host in {"", *LOOPBACK} or unquote(host).startswith("/"))]
    if elsewhere:
        raise ImproperlyConfigured(
            f"KRETSLOP_DEMO signs anybody in without a password, but DATABASE_URL points at {elsewhere[0]}, which is "
            "not this machine. Unset KRETSLOP_DEMO for a real site, or DATABASE_URL for the demo."
        )


def _secret_key() -> str:
    if given := os.environ.get("KRETSLOP_SECRET_KEY"):
        return given
    if TEST:
        return secrets.token_urlsafe(50)
    if not DEMO:
        raise ImproperlyConfigured(
            "KRETSLOP_SECRET_KEY is missing. Set it to at least 50 random characters (docs/operations.md says how) "
            "and keep it: it signs sessions. To try Kretsløp on this machine, run `make demo` instead."
        )
    kept = VAR / "secret_key"
    if not kept.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text()


if HERE_ONLY:
    _refuse_to_leave_this_machine()
SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = sorted(LOOPBACK) if HERE_ONLY else _words("KRETSLOP_HOSTS")
# Where links in mails point to.
SITE_URL = os.environ.get("KRETSLOP_SITE_URL") or (
    f"http://127.0.0.1:{os.environ.get('PORT') or 8000}" if HERE_ONLY else f"https://{(ALLOWED_HOSTS or [''])[0]}"
)

# The rooms, from the ground up: the order of the import contracts. A room is added when it has content.
ROOMS = [
    "accounts", "timeline", "messaging", "taxonomy", "routes", "talent", "employers", "campaigns", "importing",
    "screening", "events", "ambassadors", "introductions", "relocation", "fairness", "billing", "surveys",
    "conversations", "privacy", "insights", "web",
    *(["demo"] if HERE_ONLY else []),
]  # fmt: skip

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "procrastinate.contrib.django",
    "kretslop.shared",
    *[f"kretslop.{room}" for room in ROOMS],
    # After the rooms, whose templates give its pages our look.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.forms",
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # so that ours come before Django's, where we have one

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kretslop.web.middleware.CompressPages",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "kretslop.web.middleware.NoNull",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kretslop.web.middleware.end_strong_sessions",
    "kretslop.web.account.looking.read_as",
    "kretslop.web.middleware.local_time",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "kretslop.urls"
WSGI_APPLICATION = "kretslop.wsgi.application"
# The address is unique without regard to case, by a constraint on lower(email) that this check cannot see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kretslop.web.context.site",
            ],
        },
    },
]


def _database() -> dict[str, object]:
    settings: dict[str, object] = {
        "ENGINE": "kretslop.shared.postgres",
        "NAME": os.environ.get("KRETSLOP_DATABASE") or "kretslop",
        "CONN_MAX_AGE": 3600,  # seconds; whoever comes first on a new connection waits 50 ms longer
        "CONN_HEALTH_CHECKS": True,
    }
    if not DATABASE_URL:
        # The first connection starts the server, so that a command without a database needs none.
        embedded = VAR / ("test-postgres" if TEST else "postgres")
        return settings | {"EMBEDDED": embedded, "BASE_NAME": "kretslop", "THROW_AWAY": TEST}
    url = urlsplit(DATABASE_URL)
    if url.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"DATABASE_URL must start with postgresql://, not {url.scheme}://")
    return settings | {
        "NAME": os.environ.get("KRETSLOP_DATABASE") or unquote(url.path.lstrip("/")) or "kretslop",
        "HOST": unquote(url.hostname or ""),
        "PORT": str(url.port or ""),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "OPTIONS": dict(parse_qsl(url.query)),
    }


DATABASES = {"default": _database()}
# Rate limits must hold across all web processes, hence the shared cache.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Counts of limits, and answers that have been handed in: more than the 300 that Django would keep.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# Signing in: a code by mail, or a password for those who have set one.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# Nobody signs up, but without a password here allauth offers no password to sign in with either.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# Every way in starts in the mailbox: a code is mailed, and a password is set through a mailed link only.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_ADAPTER = "kretslop.web.account.adapter.Adapter"
ACCOUNT_FORMS = {
    "request_login_code": "kretslop.web.account.forms.CodeRequestForm",
    "confirm_login_code": "kretslop.web.account.forms.CodeForm",
    "login": "kretslop.web.account.forms.PasswordForm",
    "reset_password": "kretslop.web.account.forms.ResetForm",
    "reset_password_from_key": "kretslop.web.account.forms.NewPasswordForm",
}
ACCOUNT_EMAIL_NOTIFICATIONS = False
# A second factor for employers, agencies and staff: web/account/strength.py says who needs it, and when.
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "kretslop.web.account.adapter.SecondFactor"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = HERE_ONLY
MFA_FORMS = {
    "authenticate": "kretslop.web.account.forms.AppCodeForm",
    "activate_totp": "kretslop.web.account.forms.AddAppForm",
    "add_webauthn": "kretslop.web.account.forms.AddPasskeyForm",
    "authenticate_webauthn": "kretslop.web.account.forms.PasskeyForm",
    "login_webauthn": "kretslop.web.account.forms.PasskeySignInForm",
}
MFA_TOTP_ISSUER = "Kretsløp"
MFA_TOTP_TOLERANCE = 1
# Whoever is signed in came through their mailbox, so the address is theirs.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Django's own, because allauth's writes a row for a known address only, which its time would tell.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("KRETSLOP_PROXIES") or 0)

# What a browser may do: nothing inline, nothing from elsewhere.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "manifest-src": [SELF],
        "media-src": [SELF],
        "object-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "worker-src": [SELF],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
# The demo has no certificate. Everywhere else a plain connection is turned away and cookies never travel on one.
SECURE_SSL_REDIRECT = not HERE_ONLY
SECURE_HSTS_SECONDS = 0 if HERE_ONLY else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = not HERE_ONLY
SECURE_HSTS_PRELOAD = not HERE_ONLY
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not HERE_ONLY
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("nb", _("Norwegian"))]
LOCALE_PATHS = sorted((BASE_DIR / "kretslop").glob("*/locale"))
USE_TZ, FORMAT_MODULE_PATH = True, "kretslop.shared.formats"
TIME_ZONE = "Europe/Oslo"

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "media"  # people's files: read through views that ask who is asking, never served as they lie
FILE_UPLOAD_PERMISSIONS = 0o600
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if HERE_ONLY
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = HERE_ONLY

# The outbox in `messaging` writes every mail; here is only how one leaves. Nothing leaves the demo: its mails are kept
# as files, which the mailbox page reads.
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
if HERE_ONLY:
    EMAIL_BACKEND = f"{'kretslop.demo.mailbox' if DEMO else 'django.core.mail.backends.dummy'}.EmailBackend"
EMAIL_HOST = os.environ.get("KRETSLOP_SMTP_HOST") or "localhost"
EMAIL_PORT = int(os.environ.get("KRETSLOP_SMTP_PORT") or 587)
EMAIL_HOST_USER = os.environ.get("KRETSLOP_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("KRETSLOP_SMTP_PASSWORD", "")
EMAIL_USE_TLS, EMAIL_TIMEOUT = not _flag("KRETSLOP_SMTP_PLAIN"), 20
MAIL_DOMAIN = os.environ.get("KRETSLOP_MAIL_DOMAIN") or urlsplit(SITE_URL).hostname  # stands in Message-IDs
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("KRETSLOP_MAIL_FROM") or "Kretsløp <kretslop@example.org>"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
if TEST:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
