from datetime import datetime, timedelta

from django.contrib.humanize.templatetags.humanize import naturaltime
from django.utils import timezone
from django.utils.translation import gettext as _

# What is noted every half minute is never told to the second.
NOW = timedelta(minutes=1)


def ago(at: datetime) -> str:
    """How long ago, in words."""
    return _("just now") if timezone.now() - at < NOW else naturaltime(at)
