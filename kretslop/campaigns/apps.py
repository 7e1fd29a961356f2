"""Registers the room."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "kretslop.campaigns"
    default_auto_field = "django.db.models.BigAutoField"
