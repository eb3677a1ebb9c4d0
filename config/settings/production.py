"""A deployment: https only, real servers, every secret from the environment."""

from django.core.exceptions import ImproperlyConfigured

from config.env import ROOT, env
from config.settings.base import *  # the settings of a variant are the base's and its own
from config.settings.base import EMAIL_URL, PUBLIC_URL

if not EMAIL_URL:
    raise ImproperlyConfigured(
        "EMAIL_URL is missing: registration needs to send mail, e.g. smtp+tls://user:password@host:587"
    )
if not PUBLIC_URL.startswith("https://"):
    raise ImproperlyConfigured(
        "PUBLIC_URL must be the https address under which Kommo and browsers reach this platform"
    )

# Behind how many proxies of ours a request comes: whose address the limits on logging in count.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
STATIC_ROOT = ROOT / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
