"""What each setting is called for people. A row of a list or a map stands as *."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from agents.controls import CONTROLS

ROW = "*"

# Those with a control are called as it says; here stand the others.
LABELS = {
    **{path: control.called for path, control in CONTROLS.items()},
    "language": _("Language of the answers"),
    "hours": _("Working hours"),
    "handoff": _("Hand-off"),
    "takeover": _("Takeover and return"),
    "hours.week.*": _("Working hours on %(row)s"),
    "pipelines.*.is_active": _("Works here"),
    "pipelines.*.all_statuses": _("All stages, also new ones"),
    "pipelines.*.statuses": _("Stages"),
    "pipelines.*.stage_settings.*.prompt": _("Instruction"),
    "pipelines.*.stage_settings.*.collect": _("Fields to collect"),
    "pipelines.*.stage_settings.*.exit": _("The stage is done"),
    "pipelines.*.stage_settings.*.exit.messages": _("Messages of the customer"),
    "pipelines.*.stage_settings.*.exit.move_to": _("Then the lead moves to"),
    "channels.all": _("All channels"),
    "channels.chosen": _("Channels"),
    "access.lead.*": _("May see “%(row)s” of the lead"),
    "access.contact.*": _("May see “%(row)s” of the contact"),
    "access.sensitive": _("Sensitive fields"),
    "knowledge.all": _("All knowledge"),
    "knowledge.categories": _("Categories"),
    "knowledge.articles": _("Articles"),
    "scripts.order": _("Order of the scripts"),
    "scripts.*": _("Script “%(row)s”"),
    "scripts.*.name": _("Name of the script"),
    "scripts.*.is_active": _("In use"),
    "scripts.*.when": _("When to use it"),
    "scripts.*.examples": _("What customers say then"),
    "scripts.*.steps": _("Steps"),
    **{
        f"data_entry.{card}.*{name}": label
        for card in ("lead", "contact")
        for name, label in {
            "": _("Rule for “%(row)s”"),
            ".field_name": _("Name of the field"),
            ".order": _("Place in the order"),
            ".settings.instruction": _("When and how to fill it"),
            ".settings.synonyms.*": _("Words for “%(row)s”"),
            ".settings.pattern": _("Pattern of the value"),
            ".settings.lowest": _("Lowest value"),
            ".settings.highest": _("Highest value"),
            ".settings.least": _("Least confidence"),
            ".settings.ask": _("Asks the customer"),
            ".settings.question": _("Its question"),
        }.items()
    },
}

_TREE: dict = {}
for _path in LABELS:
    _node = _TREE
    for _step in _path.split("."):
        _node = _node.setdefault(_step, {})


def pattern_of(path: Sequence[str | int]) -> str:
    """The path as it stands in LABELS: ("pipelines", 17, "is_active") is pipelines.*.is_active."""
    node, steps = _TREE, []
    for step in path:
        name = str(step) if str(step) in node or ROW not in node else ROW
        node = node.get(name, {})
        steps.append(name)
    return ".".join(steps)


def label_of(path: Sequence[str | int], *, row: str = "") -> str:
    """`row`: what the innermost row of the path is called. A setting without a label stands by its path."""
    pattern = pattern_of(path)
    label = str(LABELS.get(pattern, ".".join(str(step) for step in path)))
    return label % {"row": row} if "%(row)s" in label else label
