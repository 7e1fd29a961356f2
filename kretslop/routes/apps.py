"""Registers the room, so that its catalogue is found."""

from django.apps import AppConfig


class RoutesConfig(AppConfig):
    name = "kretslop.routes"
