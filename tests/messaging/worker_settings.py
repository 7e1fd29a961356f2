"""Settings of a worker that a test starts: mails leave through the test's own mail server on this machine."""

from kretslop.settings import *  # noqa: F403

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
