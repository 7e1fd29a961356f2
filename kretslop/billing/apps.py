"""Registers the room and its say in whether a reminder may leave."""

from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "kretslop.billing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kretslop.billing import sending  # models are ready only now

        sending.register()
