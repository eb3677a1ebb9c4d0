"""`python -m tests.architecture.migrations_check`: the models and the migrations agree. Needs no database."""

import os
import sys

import django

PLACEHOLDERS = {
    "DJANGO_SETTINGS_MODULE": "config.settings.local",
    "DATABASE_URL": "postgres://nobody:none@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "SECRET_KEY": "migrations-check",
    "FERNET_KEYS": "migrations-check",
}


def main() -> int:
    for name, value in PLACEHOLDERS.items():
        os.environ.setdefault(name, value)
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  after setup

    call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
