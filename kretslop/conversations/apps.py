"""Registers the room and its say in whether a notification may leave."""

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "kretslop.conversations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kretslop.conversations import sending  # models are ready only now

        sending.register()
