"""Registers the room."""

from django.apps import AppConfig


class TaxonomyConfig(AppConfig):
    name = "kretslop.taxonomy"
