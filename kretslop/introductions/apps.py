"""Registers the room and its say in whether a mail may leave, and what rests on introductions."""

from django.apps import AppConfig


class IntroductionsConfig(AppConfig):
    name = "kretslop.introductions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kretslop.employers import actions as employers
        from kretslop.introductions import desk, sending  # models are ready only now
        from kretslop.screening import searching, undoing

        sending.register()
        searching.register("introduced", desk.introduced_before)
        undoing.register(desk.stands_on_an_approval)
        employers.register(desk.why_no_other_kind)
