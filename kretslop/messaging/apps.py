"""Registers the room."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "kretslop.messaging"
    default_auto_field = "django.db.models.BigAutoField"
