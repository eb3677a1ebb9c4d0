import hashlib
import hmac
from collections.abc import Sequence


def signature(*, body: bytes, secrets: Sequence[str], timestamp: int) -> str:
    """`t=<unix time>,v1=<hex>[,v1=<hex>]`: HMAC-SHA256 over "<t>.<body>", once for each secret in force.

    The time is signed too, so that what was recorded once cannot be played back later.
    """
    signed = f"{timestamp}.".encode() + body
    marks = [hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest() for secret in secrets]
    return ",".join([f"t={timestamp}", *(f"v1={mark}" for mark in marks)])
