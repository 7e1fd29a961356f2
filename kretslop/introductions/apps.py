"""Registers the room and its say in whether a mail may leave, and in who was introduced before."""

from django.apps import AppConfig


class IntroductionsConfig(AppConfig):
    name = "kretslop.introductions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kretslop.introductions import desk, sending  # models are ready only now
        from kretslop.screening import searching, undoing

        sending.register()
        searching.register("introduced", desk.introduced_before)
        undoing.register(desk.stands_on_an_approval)
