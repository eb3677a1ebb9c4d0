"""The gate of API v4: a valid token, its account, its rate, its scopes."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Response, g, request
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import Account
from kommo_standin.answers import problem_response
from kommo_standin.brands import brand_of
from kommo_standin.errors import Problem
from kommo_standin.kommo import current_kommo
from kommo_standin.limits import Verdict
from kommo_standin.residence import NO_SUCH_ACCOUNT, USER_DISABLED, not_here, old_error
from kommo_standin.state import EVERYWHERE, Document
from kommo_standin.tokens import ACCESS, is_expired

P = ParamSpec("P")
R = TypeVar("R")

CHAT_SCOPES = ("list_external_messages", "send_external_messages")
BLOCKED_PAGE = (
    "<html>\n<head><title>403 Forbidden</title></head>\n<body>\n<center><h1>403 Forbidden</h1></center>\n"
    "<hr><center>nginx</center>\n</body>\n</html>\n"
)


def check_access() -> ResponseReturnValue | None:
    """Before every API request: 401 without a valid token, 429 over the rate, 403 while blocked, 403 without scope."""
    kommo = current_kommo()
    with kommo.transaction():
        grant = _grant(kommo.store.get(EVERYWHERE, ACCESS, _bearer()))
    g.grant = grant
    g.account = kommo.account(grant["account_id"])
    if turned_away := _turned_away(g.account, grant):
        return turned_away
    verdict = kommo.limiter.judge(client_id=grant["client_id"], account_id=grant["account_id"])
    if verdict is Verdict.BLOCKED:
        return Response(BLOCKED_PAGE, status=403, mimetype="text/html")
    if verdict is Verdict.TOO_MANY:
        return _too_many(kommo.settings.retry_after)
    if "crm" not in grant["scopes"]:
        raise Problem(403, "Client doesn't have the required scope")
    return None


def _turned_away(account: Account, grant: Document) -> ResponseReturnValue | None:
    """A good token does not help where its account is gone or lives elsewhere, or its user was switched off."""
    if account.profile.get("is_gone"):
        return old_error(account.profile["gone_answers"], NO_SUCH_ACCOUNT, "Account not found")
    user = account.get("users", grant["user_id"])
    if user and not user["rights"]["is_active"]:
        return old_error(401, USER_DISABLED, "User is disabled")
    return not_here(account)


def current_account() -> Account:
    return g.account


def current_client_id() -> str:
    return g.grant["client_id"]


def scope_required(scope: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """403 `Invalid scope` for a token without this scope, or in an account whose brand does not know it."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R:
            is_beyond_brand = scope in CHAT_SCOPES and not brand_of(current_account()).can_chat
            if scope not in g.grant["scopes"] or is_beyond_brand:
                raise Problem(403, "Invalid scope")
            return view(*args, **kwargs)

        return checked

    return decorate


def admin_required(status: int = 403) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Refuse with `status` when the token's user is no administrator."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R:
            user = current_account().get("users", g.grant["user_id"])
            if user is None or not user["rights"]["is_admin"]:
                raise Problem(status, "Access denied. Administrator rights are required.")
            return view(*args, **kwargs)

        return checked

    return decorate


def _bearer() -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else ""


def _grant(grant: Document | None) -> Document:
    if grant is None or is_expired(grant):
        raise Problem(401, "Invalid user name or password")
    return grant


def _too_many(retry_after: int | None) -> Response:
    members = {} if retry_after is None else {"retry_after": retry_after}
    answer = problem_response(Problem(429, "Too many requests", **members))
    if retry_after is not None:
        answer.headers["Retry-After"] = str(retry_after)
    return answer
