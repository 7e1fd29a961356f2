"""Registers the room."""

from django.apps import AppConfig


class TimelineConfig(AppConfig):
    name = "kretslop.timeline"
    default_auto_field = "django.db.models.BigAutoField"
