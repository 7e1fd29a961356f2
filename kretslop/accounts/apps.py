"""Registers the room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "kretslop.accounts"
    default_auto_field = "django.db.models.BigAutoField"
