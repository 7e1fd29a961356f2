"""Registers the room."""

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "kretslop.screening"
    default_auto_field = "django.db.models.BigAutoField"
