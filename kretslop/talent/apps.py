"""Registers the room."""

from django.apps import AppConfig


class TalentConfig(AppConfig):
    name = "kretslop.talent"
    default_auto_field = "django.db.models.BigAutoField"
