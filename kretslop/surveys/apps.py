"""Registers the room."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "kretslop.surveys"
    default_auto_field = "django.db.models.BigAutoField"
