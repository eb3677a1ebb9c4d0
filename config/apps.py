from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Listed as an app so that Django finds its management commands."""

    name = "config"
