"""The Celery application. Its one task, tenants.tasks.jobs_run, is found by the app's name."""

import logging.config
import os

from celery import Celery
from celery.signals import setup_logging
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")

app = Celery("leadwright")
app.conf.update(settings.CELERY_SETTINGS)
app.autodiscover_tasks(["tenants"])


@setup_logging.connect
def use_django_logging(**_kwargs) -> None:
    """Keep Celery from installing its own handlers: worker lines look like every other line."""
    logging.config.dictConfig(settings.LOGGING)
