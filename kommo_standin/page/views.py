"""The page itself, and the answer to "are you alive?"."""

from flask import Blueprint, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from kommo_standin.kommo import current_kommo
from kommo_standin.page.words import WORDS, words_for
from kommo_standin.play.inputs import read_account

blueprint = Blueprint("page", __name__)

POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'"


@blueprint.get("/")
def index() -> ResponseReturnValue:
    kommo = current_kommo()
    profiles = [account.profile for account in kommo.accounts()]
    return page("index.html", accounts=profiles)


@blueprint.get("/_play/choices")
def choices() -> ResponseReturnValue:
    """What the form of a new lead offers: pipelines with stages, and channels."""
    account = read_account()
    return {"pipelines": account.all("pipelines"), "channels": account.all("channels")}


@blueprint.get("/health")
def health() -> ResponseReturnValue:
    return {"status": "ok"}


def page(template: str, **context: object) -> Response:
    """A page in the language of `?lang=`, else the one chosen before, else the browser's."""
    chosen = request.args.get("lang") or request.cookies.get("lang")
    words = words_for(chosen or request.accept_languages.best_match(tuple(WORDS)))
    answer = make_response(render_template(template, words=words, **context))
    answer.headers["Content-Security-Policy"] = POLICY
    if request.args.get("lang") in WORDS:
        answer.set_cookie("lang", words["language"], samesite="Lax")
    return answer
