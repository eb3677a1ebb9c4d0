"""Under /_play: a small account becomes a large one."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.errors import BadInput
from kommo_standin.play.inputs import read_account, read_body
from kommo_standin.seed.large import account_enlarge

blueprint = Blueprint("growth", __name__)

KINDS = ("pipelines", "stages", "fields", "users")
MOST = 5_000


@blueprint.post("/enlarge")
def enlarge() -> ResponseReturnValue:
    """How many pipelines, stages, fields and users there are to be in all; what is left out stays."""
    body = read_body()
    wanted = {kind: body.id(kind, 0) for kind in KINDS}
    for kind, number in wanted.items():
        if number > MOST:
            raise BadInput(kind, f"must be at most {MOST}")
    account_enlarge(read_account(body), **wanted)
    return wanted, 201
