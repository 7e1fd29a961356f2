"""Registers the room."""

from django.apps import AppConfig


class EmployersConfig(AppConfig):
    name = "kretslop.employers"
    default_auto_field = "django.db.models.BigAutoField"
