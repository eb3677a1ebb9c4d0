"""Where the product keeps its data on a developer's machine."""

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def data_dir() -> Path:
    """The folder of the embedded servers, the secrets and the mails: LEADWRIGHT_DATA, or `.data` in the project.

    PostgreSQL refuses to run as root, so for root it runs as `nobody`, who must be able to walk to the folder. Where
    the project lies behind a private folder, the data go to /var/tmp, in a folder named after the project's path.
    """
    chosen = os.environ.get("LEADWRIGHT_DATA")
    if chosen:
        return Path(chosen).resolve()
    if os.geteuid() == 0 and not others_can_reach(ROOT):
        digest = hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
        return Path("/var/tmp") / f"leadwright-{digest}"  # noqa: S108  it is made private by who uses it
    return ROOT / ".data"


def others_can_reach(path: Path) -> bool:
    """Whether every folder on the way to `path` lets other users pass."""
    return all(folder.stat().st_mode & 0o001 for folder in [path, *path.parents] if folder.exists())
