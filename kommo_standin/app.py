"""The Flask application: every blueprint, the gate of the API, faults and the log around each request."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Flask, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from kommo_standin import consent, oauth, weather
from kommo_standin.answers import problem_response
from kommo_standin.api import (
    account,
    attached_files,
    bots,
    calls,
    catalogs,
    chat_templates,
    companies,
    complex_leads,
    contact_chats,
    contacts,
    customers,
    drive,
    elements,
    events,
    field_groups,
    field_writes,
    leads,
    links,
    loss_reasons,
    notes,
    pipelines,
    roles,
    sources,
    stages,
    tags,
    talks,
    tasks,
    unsorted,
    users,
    webhooks,
)
from kommo_standin.api.access import check_access
from kommo_standin.errors import BadInput, Problem, Unknown
from kommo_standin.kommo import EXTENSION, Kommo, current_kommo
from kommo_standin.page import views
from kommo_standin.play import routes as play
from kommo_standin.recording import record_request, start_recording

RESOURCES = (
    account,
    attached_files,
    bots,
    calls,
    catalogs,
    chat_templates,
    companies,
    complex_leads,
    contact_chats,
    contacts,
    customers,
    elements,
    events,
    field_groups,
    field_writes,
    leads,
    links,
    loss_reasons,
    notes,
    pipelines,
    roles,
    sources,
    stages,
    tags,
    talks,
    tasks,
    unsorted,
    users,
    webhooks,
)
LARGEST_BODY = 10 * 1024 * 1024


class StandInFlask(Flask):
    """A Flask whose views run one at a time: each is a transaction of the store."""

    def dispatch_request(self) -> Any:
        with current_kommo().transaction():
            return super().dispatch_request()


def create_app(kommo: Kommo) -> StandInFlask:
    app = StandInFlask(__name__, template_folder="page/templates", static_folder="page/static")
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.extensions[EXTENSION] = kommo
    app.before_request(start_recording)
    app.before_request(weather.before_request)
    app.after_request(record_request)
    app.after_request(weather.after_request)

    api = Blueprint("api", __name__, url_prefix="/api/v4")
    api.before_request(check_access)
    for resource in RESOURCES:
        api.register_blueprint(resource.blueprint)
    for blueprint in (
        api,
        bots.legacy,
        drive.blueprint,
        drive.downloads,
        oauth.blueprint,
        consent.blueprint,
        play.blueprint,
        views.blueprint,
    ):
        app.register_blueprint(blueprint)

    app.register_error_handler(Problem, problem_response)
    app.register_error_handler(BadInput, lambda error: ({"error": str(error)}, HTTPStatus.BAD_REQUEST))
    app.register_error_handler(Unknown, lambda error: ({"error": str(error)}, HTTPStatus.NOT_FOUND))
    app.register_error_handler(HTTPException, _http_problem)
    return app


def _http_problem(error: HTTPException) -> ResponseReturnValue | HTTPException:
    """Unknown routes, wrong methods and the like, worded as Kommo does or, under /_play, as there. Redirects pass."""
    code = error.code or 500
    if code < 400:
        return error
    detail = error.description or HTTPStatus(code).phrase
    if request.path.startswith("/_play"):
        return {"error": detail}, code
    return problem_response(Problem(code, detail))
