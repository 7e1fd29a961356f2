"""Registers the room."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "kretslop.insights"
