"""The one reader of environment variables.

Values come from the environment, then from `.env`, then (on a developer's machine) from what `make run` wrote
beside its data: the addresses of the servers it started and the secrets it made. A missing value fails at start,
by name.
"""

import os
from pathlib import Path

import environ

from config.paths import data_dir

ROOT = Path(__file__).resolve().parent.parent

env = environ.Env()

environ.Env.read_env(str(ROOT / ".env"))
if os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings.local").endswith(".local"):
    environ.Env.read_env(str(data_dir() / "secrets.env"))
    environ.Env.read_env(str(data_dir() / "run.env"))
