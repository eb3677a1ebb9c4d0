"""A developer's machine: what `make run` starts."""

from config.paths import data_dir
from config.settings.base import *  # the settings of a variant are the base's and its own
from config.settings.base import EMAIL_URL

SESSION_COOKIE_NAME = "leadwright_session"
if not EMAIL_URL:
    EMAIL_BACKEND = "tenants.dev_mail.EmailBackend"
    DEV_MAIL_DIR = data_dir() / "mail"
# Straight from static/ and the packages: nothing to collect first.
WHITENOISE_USE_FINDERS = True
