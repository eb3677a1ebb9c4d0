"""Where an account lives: its host and brand, and what other hosts answer after it has moved or is gone.

The stand-in answers under every name of its machine: an account that moves from 127.0.0.1 to localhost is turned away
at the first name as Kommo turns away a sub-domain of yesterday.
"""

from flask import Response, jsonify, redirect, request
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import Account
from kommo_standin.errors import Problem
from kommo_standin.tokens import BASE_DOMAINS

REDIRECTS = (301, 302, 307, 308)
NO_SUCH_ACCOUNT = 101
USER_DISABLED = 112


def host_of(account: Account) -> str:
    """The account's host and port; without a move, the one that is asked."""
    return account.profile.get("host") or request.host


def common_host(account: Account) -> str:
    """Kommo's own host, which tokens name and nobody moves away from: the name under which the move was ordered."""
    return account.profile.get("common_host") or request.host


def base_domain(account: Account) -> str:
    return BASE_DOMAINS[account.profile.get("brand", "kommo")]


def not_here(account: Account) -> ResponseReturnValue | None:
    """What the old host of a moved account answers; None where the account lives."""
    if request.host == host_of(account):
        return None
    status = account.profile["old_host_answers"]
    if status in REDIRECTS:
        return redirect(f"http://{host_of(account)}{request.path}", status)
    raise Problem(status, "Account not found")


def old_error(status: int, code: int, text: str) -> Response:
    """An error in the older shape, with its number."""
    answer = jsonify({"response": {"error": text, "error_code": str(code), "domain": request.host}})
    answer.status_code = status
    return answer
