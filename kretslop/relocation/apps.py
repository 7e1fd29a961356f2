"""Registers the room, and its say in what a liaison hands over."""

from django.apps import AppConfig


class RelocationConfig(AppConfig):
    name = "kretslop.relocation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kretslop.campaigns.actions import staffing  # models are ready only now
        from kretslop.relocation.actions import cases

        staffing.register("liaison", "cases", cases.count_owned, cases.hand_over)
