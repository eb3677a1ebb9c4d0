"""What holds everywhere. local, test and production add to it; nothing else is read from the environment."""

from django.utils.translation import gettext_lazy as _

from config.env import ROOT, env

# Django reads settings by name from the variant that stars this module: so what is imported here is used.
from config.settings.apps import INSTALLED_APPS, MIDDLEWARE, SHARED_APPS, TEMPLATES, TENANT_APPS
from config.settings.celery import CELERY_SETTINGS
from config.settings.logging import DJANGO_STRUCTLOG_IP_LOGGING_ENABLED, LOGGING, configure_structlog
from config.settings.rest import REST_FRAMEWORK

DEBUG = False
SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
# The address under which browsers and Kommo reach this platform, without a trailing slash.
PUBLIC_URL = env("PUBLIC_URL", default="http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

# --- PostgreSQL and tenants ---------------------------------------------------------------------------------------
DATABASES = {
    "default": {
        **env.db("DATABASE_URL"),
        "ENGINE": "django_tenants.postgresql_backend",
        # Persistent connections with a health check: a new one costs six milliseconds a request, and without the
        # check a restart of PostgreSQL answers 500 once a thread.
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
}
ORIGINAL_BACKEND = "django_prometheus.db.backends.postgresql"
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
TENANT_MODEL = "tenants.Tenant"
# One SET search_path a request instead of one a query; tests/tenants/test_isolation.py guards what that assumes.
TENANT_LIMIT_SET_CALLS = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Redis --------------------------------------------------------------------------------------------------------
REDIS_URL = env("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_FUNCTION": "django_tenants.cache.make_key",
        "REVERSE_KEY_FUNCTION": "django_tenants.cache.reverse_key",
        "OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.5},
    }
}

# --- Web ----------------------------------------------------------------------------------------------------------
ROOT_URLCONF = "config.urls"
TENANT_URLCONF = "config.urls_tenant"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = False
STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "static"]
# Sessions live in PostgreSQL: emptying Redis signs nobody out.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_SAMESITE = "Lax"
# An account may have hundreds of fields, and a tab of an agent has two controls for each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- People -------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "tenants.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workspaces"
LOGOUT_REDIRECT_URL = "landing"
ACCOUNT_ADAPTER = "tenants.accounts.AccountAdapter"
ACCOUNT_FORMS = {"signup": "tenants.forms.SignupForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False

# --- Mail ---------------------------------------------------------------------------------------------------------
EMAIL_URL = env("EMAIL_URL", default="")
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Leadwright <no-reply@localhost>")
# Without mail settings (production refuses to start so) mails are kept in files and read at /dev/mail.
DEV_MAIL_DIR = None
if EMAIL_URL:
    _mail = env.email_url("EMAIL_URL")
    EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
    EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)

# --- Secrets at rest ----------------------------------------------------------------------------------------------
# The first key writes, all of them read: put a new one in front, run `manage.py rotate_keys`, drop the old one.
FERNET_KEYS = env.list("FERNET_KEYS")

# --- The world outside --------------------------------------------------------------------------------------------
# Exact host:port pairs that may be reached although they are private or not https. Empty in production.
OUTSIDE_ALLOWED = env.list("OUTSIDE_ALLOWED", default=[])
KOMMO_OAUTH_URL = env("KOMMO_OAUTH_URL", default="https://www.kommo.com/oauth")
KOMMO_CLIENT_ID = env("KOMMO_CLIENT_ID", default="")
KOMMO_CLIENT_SECRET = env("KOMMO_CLIENT_SECRET", default="")
KOMMO_RATE_PER_SECOND = env.int("KOMMO_RATE_PER_SECOND", default=7)
# What nobody waits for may use only so much of it.
KOMMO_BACKGROUND_PER_SECOND = env.int("KOMMO_BACKGROUND_PER_SECOND", default=5)
# Kommo counts by the address we come from. Processes that share a Redis but leave by another address say so here.
KOMMO_EGRESS = env("KOMMO_EGRESS", default="")
# amoCRM.ru is the same platform under another brand, where the integration is registered apart.
AMOCRM_OAUTH_URL = env("AMOCRM_OAUTH_URL", default="https://www.amocrm.ru/oauth")
AMOCRM_CLIENT_ID = env("AMOCRM_CLIENT_ID", default="")
AMOCRM_CLIENT_SECRET = env("AMOCRM_CLIENT_SECRET", default="")
# The redirect address as it is registered with the integration, copied from there: compared at start.
KOMMO_REDIRECT_URI = env("KOMMO_REDIRECT_URI", default="")
# A grant that was not renewed for so long is renewed by a job; Kommo lets it die after three months.
KOMMO_REFRESH_IDLE_DAYS = env.int("KOMMO_REFRESH_IDLE_DAYS", default=14)
KOMMO_WEBHOOK_WATCH_MINUTES = env.int("KOMMO_WEBHOOK_WATCH_MINUTES", default=15)
# How often changes are read in any case, for the hooks that never came.
KOMMO_RECONCILE_HOURS = env.int("KOMMO_RECONCILE_HOURS", default=6)
KOMMO_SYNC_HOURS = env.int("KOMMO_SYNC_HOURS", default=24)
# Empty: the bundled multilingual model, in process.
EMBEDDINGS_BASE_URL = env("EMBEDDINGS_BASE_URL", default="")
EMBEDDINGS_API_KEY = env("EMBEDDINGS_API_KEY", default="")
EMBEDDINGS_MODEL = env("EMBEDDINGS_MODEL", default="")

# --- Knowledge ----------------------------------------------------------------------------------------------------
# The largest file that may be added, and how many passages of one source are learnt: they are in memory together.
KNOWLEDGE_FILE_MOST_MB = env.int("KNOWLEDGE_FILE_MOST_MB", default=50)
KNOWLEDGE_PASSAGES_MOST = env.int("KNOWLEDGE_PASSAGES_MOST", default=3_000)
# So many pages of a website are read at most, one at a time, with such a pause before each.
KNOWLEDGE_SITE_MOST_PAGES = env.int("KNOWLEDGE_SITE_MOST_PAGES", default=200)
KNOWLEDGE_SITE_PAUSE_SECONDS = env.float("KNOWLEDGE_SITE_PAUSE_SECONDS", default=0.5)

# --- The agent's rhythm -------------------------------------------------------------------------------------------
# A turn starts this long after the customer's last message; never later than the cap after the first one.
TURN_WAIT_SECONDS = env.float("TURN_WAIT_SECONDS", default=2.0)
TURN_WAIT_CAP_SECONDS = env.float("TURN_WAIT_CAP_SECONDS", default=8.0)

# --- Chats outside of Kommo ---------------------------------------------------------------------------------------
# So long a caller of the chat API is kept waiting for an answer; then it is told where to look.
CHAT_WAIT_SECONDS = env.float("CHAT_WAIT_SECONDS", default=25.0)
CHAT_STREAM_SECONDS = env.float("CHAT_STREAM_SECONDS", default=75.0)
# Callers that wait or follow a stream hold a thread each: at most so many of a web process's eight.
CHAT_WAITERS_MOST = env.int("CHAT_WAITERS_MOST", default=3)

# --- Languages ----------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ru", _("Russian"))]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

UNFOLD = {"SITE_TITLE": "Leadwright", "SITE_HEADER": "Leadwright", "SITE_SYMBOL": "support_agent"}

configure_structlog()
