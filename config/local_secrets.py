"""Secrets of a developer's machine: made once, kept in a private file beside the data."""

import os
import secrets
from pathlib import Path


def local_secrets(folder: Path) -> dict[str, str]:
    """The secrets in `folder`/secrets.env, which is made if it is not there. Production has them in its environment."""
    file = folder / "secrets.env"
    if not file.exists():
        made = {
            "SECRET_KEY": secrets.token_urlsafe(48),
            "FERNET_KEYS": secrets.token_urlsafe(32),
            "POSTGRES_PASSWORD": secrets.token_urlsafe(18),
        }
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as out:
            out.writelines(f"{name}={value}\n" for name, value in made.items())
    return dict(line.strip().split("=", 1) for line in file.read_text().splitlines() if line)
