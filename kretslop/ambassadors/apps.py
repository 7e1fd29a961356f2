"""Registers the room."""

from django.apps import AppConfig


class AmbassadorsConfig(AppConfig):
    name = "kretslop.ambassadors"
    default_auto_field = "django.db.models.BigAutoField"
