"""Registers the room."""

from django.apps import AppConfig


class RelocationConfig(AppConfig):
    name = "kretslop.relocation"
    default_auto_field = "django.db.models.BigAutoField"
