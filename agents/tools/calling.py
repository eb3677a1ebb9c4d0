"""A model calls a tool: is there one, may it be called, are its arguments right. What is wrong the model is told."""

import json
from math import isfinite
from typing import Any

import structlog
from pydantic import ValidationError

from agents.llm.types import ToolCall, ToolOffer
from agents.prompts.fencing import as_data
from agents.tools.add_note import ADD_NOTE
from agents.tools.create_task import CREATE_TASK
from agents.tools.hand_off import HAND_OFF
from agents.tools.look_at_lead import LOOK_AT_LEAD
from agents.tools.move_stage import MOVE_STAGE
from agents.tools.search_knowledge import SEARCH_KNOWLEDGE
from agents.tools.send_email import SEND_EMAIL
from agents.tools.set_field import SET_FIELD
from agents.tools.tag import TAG
from agents.tools.tool import Arguments, Case, Outcome, Tool
from agents.words import storable
from crm_kommo.errors import OutcomeUnknown, TryLater
from tenants.errors import ApplicationError
from tenants.jobs.errors import LeaseLost

log = structlog.get_logger(__name__)

TOOLS = (SEARCH_KNOWLEDGE, LOOK_AT_LEAD, SET_FIELD, MOVE_STAGE, CREATE_TASK, ADD_NOTE, TAG, SEND_EMAIL, HAND_OFF)
# A tool's name → the switch in the settings that allows it.
PERMISSIONS = {tool.name: tool.permission for tool in TOOLS}
# Of what came of a call: passages and fields fit, and no tool can crowd out the conversation.
TOLD_MOST = 2_000


def tools_offered(case: Case) -> tuple[ToolOffer, ...]:
    """Those the agent may call here."""
    return tuple(
        ToolOffer(tool.name, tool.description, _schema(tool, case)) for tool in TOOLS if _is_offered(tool, case)
    )


def tool_called(case: Case, call: ToolCall, *, key: str) -> tuple[Outcome, dict[str, Any]]:
    """What came of it, and the arguments as far as they can be read. Raises LeaseLost, and nothing else."""
    given = _read(call.arguments)
    tool = next((tool for tool in TOOLS if tool.name == call.name), None)
    if tool is None or not _is_offered(tool, case):
        names = ", ".join(offer.name for offer in tools_offered(case))
        return _no(f"There is no tool of this name. There are: {names or 'none'}."), given
    try:
        arguments = tool.arguments.model_validate_json(json.dumps(given), strict=True)
    except ValidationError as error:
        return _no(f"These arguments are not right: {_faults(error)}."), given
    for name, allowed in tool.choices(case).items():
        if given.get(name) not in allowed:
            return _no(f"{name} must be one of: {'; '.join(allowed)}."), given
    return _run(tool, case, arguments, key), given


def told_to_model(name: str, told: str) -> str:
    """What came of a call, as the model reads it: data, whatever stands in it."""
    return f'<result of="{as_data(name[:64])}">\n{as_data(told)[:TOLD_MOST]}\n</result>'


def told_plainly(told: str) -> str:
    """The same for people, without the marks around it."""
    return told.partition("\n")[2].rpartition("\n")[0]


def _run(tool: Tool, case: Case, arguments: Arguments, key: str) -> Outcome:
    try:
        return tool.run(case, arguments, key)
    except TryLater:
        return _no("It was not done: Kommo is away at the moment. Do not say that it was.")
    except OutcomeUnknown:
        return _no("It is not known whether it was done. Do not say that it was.")
    except ApplicationError as error:
        return _no(f"It was not done: {error.message}")
    except LeaseLost:
        raise
    except Exception:  # whatever a tool meets, the customer gets an answer
        log.exception("tool_failed", tool=tool.name)
        return _no("It was not done: something is broken here. Do not say that it was.")


def _is_offered(tool: Tool, case: Case) -> bool:
    if not getattr(case.settings.tools, tool.permission) or (tool.writes and case.lead_id is None and not case.is_dry):
        return False
    return all(tool.choices(case).values()) and tool.is_possible(case)


def _schema(tool: Tool, case: Case) -> dict[str, Any]:
    """In the part of JSON Schema that strict tools may be written in."""
    properties = {
        name: {word: value for word, value in told.items() if word in ("type", "enum", "description")}
        for name, told in tool.arguments.model_json_schema().get("properties", {}).items()
    }
    for name, allowed in tool.choices(case).items():
        properties[name]["enum"] = list(allowed)
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _read(arguments: str) -> dict[str, Any]:
    try:
        given = json.loads(arguments or "{}", parse_constant=_no_number, parse_float=_finite)
    except (ValueError, RecursionError):
        return {"unread": arguments[:TOLD_MOST]}
    return _kept(given) if isinstance(given, dict) else {"unread": arguments[:TOLD_MOST]}


def _no_number(word: str) -> None:
    raise ValueError(word)


def _finite(digits: str) -> float:
    number = float(digits)
    return number if isfinite(number) else _no_number(digits)


def _kept(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_kept(one) for one in value]
    return {storable(name): _kept(one) for name, one in value.items()} if isinstance(value, dict) else value


def _faults(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, one['loc'])) or 'all'}: {one['msg']}" for one in error.errors()[:5])


def _no(told: str) -> Outcome:
    return Outcome(told=told, ok=False)
