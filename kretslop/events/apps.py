"""Registers the room and its say in whether a mail about an event may leave."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "kretslop.events"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kretslop.events import sending  # models are ready only now

        sending.register()
