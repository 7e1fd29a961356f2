"""Registers the room."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "kretslop.demo"
