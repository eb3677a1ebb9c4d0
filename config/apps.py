from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Listed as an app so that Django finds its commands, and every process knows the Celery application."""

    name = "config"

    def ready(self) -> None:
        from config import celery  # makes it the current application, also in the clock
