"""Registers the room and its say in whether a mail may leave."""

from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "kretslop.importing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kretslop.importing import sending  # models are ready only now

        sending.register()
