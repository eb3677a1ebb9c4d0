"""The suite: the same code on throw-away servers that tests/services_plugin.py starts."""

import os
from pathlib import Path

from config.settings.base import *  # the settings of a variant are the base's and its own

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "tenants.dev_mail.EmailBackend"
DEV_MAIL_DIR = Path(os.environ["LEADWRIGHT_DATA"]) / "mail"
KOMMO_RATE_PER_SECOND = 500
KOMMO_BACKGROUND_PER_SECOND = 500
TURN_WAIT_SECONDS = 0.2
TURN_WAIT_CAP_SECONDS = 1.0
CHAT_WAIT_SECONDS = 0.0
CHAT_STREAM_SECONDS = 0.5
KOMMO_CLIENT_ID = "11111111-2222-4333-8444-555555555555"
# The stand-in's too. Kommo's are as long, and no shorter one may sign by HS512.
KOMMO_CLIENT_SECRET = "a-secret-that-the-stand-in-knows-" + 32 * "x"
# Straight from static/ and the packages: nothing to collect first.
WHITENOISE_USE_FINDERS = True
# Each test client begins anew: it need not list every file first.
WHITENOISE_AUTOREFRESH = True
