"""A mail server of our own, and mails to send through it."""

import pytest

from kretslop.messaging import actions
from tests.cast import NOW
from tests.messaging.smtp import mail_server


@pytest.fixture
def server(settings):
    with mail_server() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", running.port, False
        yield running


@pytest.fixture
def queue():
    """Queue a small mail; any argument of `actions.queue` may be given."""

    def queue(key="sign_in_unknown:1", **fields):
        values = {
            "kind": "sign_in_unknown",
            "address": "diogo.salgado@example.com",
            "name": "Diogo Salgado",
            "context": {},
            "now": NOW,
        }
        return actions.queue(key=key, **{**values, **fields})

    return queue
