"""Fields for secrets at rest.

Fernet with the keys of settings.FERNET_KEYS: the first one writes, all of them read. A value that no key opens
raises cryptography.fernet.InvalidToken; it is never returned as it lies in the database.
"""

from fernet_fields import EncryptedTextField

__all__ = ["EncryptedTextField"]
