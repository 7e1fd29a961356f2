"""Registers the room."""

from django.apps import AppConfig


class FairnessConfig(AppConfig):
    name = "kretslop.fairness"
    default_auto_field = "django.db.models.BigAutoField"
