"""The door through which a web server reaches Kretsløp."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kretslop.settings")

application = get_wsgi_application()

from kretslop.shared.readiness import get_ready  # noqa: E402 - templates and addresses need the apps

get_ready()
