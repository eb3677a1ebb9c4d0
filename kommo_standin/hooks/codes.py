"""The codes a webhook can be subscribed to."""

ENTITY_ACTIONS = ("add", "update", "delete", "restore", "responsible", "note")

SUBSCRIPTION_CODES = frozenset(
    {f"{action}_{entity}" for action in ENTITY_ACTIONS for entity in ("lead", "contact", "company")}
    | {
        f"{action}_{entity}"
        for action in ("add", "update", "delete", "responsible", "note")
        for entity in ("customer",)
    }
    | {f"{action}_{entity}" for action in ("add", "update", "delete") for entity in ("unsorted", "catalog")}
    | {f"{action}_task" for action in ("add", "update", "delete", "responsible")}
    | {"status_lead", "add_talk", "update_talk", "add_message", "add_outgoing_message", "add_chat_template_review"}
)
"""Also the codes that Kommo's list leaves out but whose payloads it documents (update_task, update_talk, *_customer)
and those of unsorted and catalogs, whose names are not confirmed."""
