"""Body of a hook → typed events. The one entry to this package."""

from collections.abc import Callable, Iterator

from crm_kommo.payloads import catalogs, companies, customers, entities, messages, notes, tasks, templates, unsorted
from crm_kommo.payloads.events import Event, Unknown, Unreadable
from crm_kommo.payloads.form_data import Node, UnreadableBody, children, read_form
from crm_kommo.payloads.scalars import entity_id

Reader = Callable[..., Event | None]

TEMPLATE_REVIEW = "chat_template_review"
READERS: dict[str, Reader] = {
    "message": messages.read_message,
    "outgoing_message": messages.read_outgoing_message,
    "leads": entities.read_lead,
    "contacts": entities.read_contact,
    "companies": companies.read_company,
    "customers": customers.read_customer,
    "talk": entities.read_talk,
    "task": tasks.read_task,
    "unsorted": unsorted.read_unsorted,
    "catalogs": catalogs.read_catalog_element,
    TEMPLATE_REVIEW: templates.read_template_review,
}
WITH_NOTES = {"leads", "contacts", "companies", "customers"}
MAX_NAME = 64


def parse(body: bytes) -> list[Event]:
    """Everything that one body tells, in the order it came.

    Never fails: what is not understood is an `Unknown`, a body beyond the limits one `Unreadable`.
    """
    try:
        form = read_form(body)
    except UnreadableBody as error:
        return [Unreadable(account_id=None, reason=str(error))]
    account = form.pop("account", {})
    account_id = entity_id(account.get("id")) if isinstance(account, dict) else None
    return [_read(*found, account_id=account_id) for found in _items(form)]


def _items(form: dict[str, Node]) -> Iterator[tuple[str, str, Node]]:
    """(family, action, item) of every item of every action in the body."""
    for family, actions in form.items():
        if family == "add" and isinstance(actions, dict):
            # The documentation shows messages and template reviews without the name of their family.
            yield from ((_bare_family(item), "add", item) for item in children(actions))
        elif isinstance(actions, dict):
            for action, items in actions.items():
                yield from ((family, action, item) for item in children(items))
        else:
            yield family, "", actions


def _bare_family(item: Node) -> str:
    is_message = isinstance(item, dict) and ("chat_id" in item or "talk_id" in item)
    return "message" if is_message else TEMPLATE_REVIEW


def _read(family: str, action: str, item: Node, *, account_id: int | None) -> Event:
    if account_id is None and isinstance(item, dict):
        account_id = entity_id(item.get("account_id"))
    event = _understand(family, action, item, account_id=account_id)
    return event or Unknown(account_id=account_id, family=family[:MAX_NAME], action=action[:MAX_NAME], item=item)


def _understand(family: str, action: str, item: Node, *, account_id: int | None) -> Event | None:
    if action == "note" and family in WITH_NOTES:
        return notes.read_note(family=family, item=item, account_id=account_id)
    reader = READERS.get(family)
    return reader(action=action, item=item, account_id=account_id) if reader else None
