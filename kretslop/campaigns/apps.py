"""Registers the room, and its say in whether an employer may become an agency."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "kretslop.campaigns"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kretslop.campaigns import agencies  # models are ready only now
        from kretslop.employers import actions as employers

        employers.register(agencies.why_no_other_kind)
