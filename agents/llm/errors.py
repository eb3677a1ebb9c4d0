"""
ModelError
├── ModelUnavailable   time-out, connection, 429, 5xx      trying again can help
├── ModelRefused       key, quota, unknown model, address   a person must mend the settings
│   └── AskedTooMuch   400, 422: it does not take this request; a simpler one it may
└── ModelUnusable      empty, cut off, not what was asked   another try may differ; not worth many
"""


class ModelError(Exception):
    """`message` is for the tenant's admin: what the provider said, without the key."""

    retryable = False


class ModelUnavailable(ModelError):
    """`after`: how many seconds the provider asks to be left alone, None where it says nothing of it."""

    retryable = True

    def __init__(self, message: str, *, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


class ModelRefused(ModelError):
    pass


class AskedTooMuch(ModelRefused):
    pass


class ModelUnusable(ModelError):
    pass
