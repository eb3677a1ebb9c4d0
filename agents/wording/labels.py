"""What each setting is called for people, and each of its choices. A row of a list or a map stands as *."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ROW = "*"

LABELS = {
    "name": pgettext_lazy("of an agent", "Name"),
    "purpose": _("Purpose"),
    "role": _("Role"),
    "goal": _("Goal"),
    "instructions": _("Instructions"),
    "style.tone": _("Tone"),
    "style.formality": _("Form of address"),
    "style.length": _("Length of an answer"),
    "language": _("Language of the answers"),
    "language.mode": _("Language of the answers"),
    "language.fixed": _("Fixed language"),
    "language.allowed": _("Allowed languages"),
    "model.name": _("Model"),
    "model.temperature": _("Temperature"),
    "model.max_tokens": _("Longest answer, in tokens"),
    "model.fallbacks": _("Fallback models"),
    "hours": _("Working hours"),
    "hours.is_on": _("Working hours"),
    "hours.zone": _("Time zone of the working hours"),
    "hours.week.*": _("Working hours on %(row)s"),
    "hours.holidays": _("Holidays"),
    "hours.outside": _("Outside the working hours"),
    "hours.text": _("Text outside the working hours"),
    "hours.every_hours": _("Hours between two such texts"),
    "rhythm.wait_seconds": _("Seconds of quiet before it answers"),
    "rhythm.delay_seconds": _("Shortest time to an answer, in seconds"),
    "limits.per_conversation": _("Most answers in a conversation"),
    "limits.per_day": _("Most answers a day"),
    "handoff": _("Hand-off"),
    "handoff.asked.is_on": _("Hands over when the customer asks for a person"),
    "handoff.asked.text": _("Text when the customer asks for a person"),
    "handoff.no_answer.is_on": _("Hands over when it does not know"),
    "handoff.no_answer.text": _("Text when it does not know"),
    "handoff.no_answer.times": _("How often in a row it may not know"),
    "handoff.angry.is_on": _("Hands over when the customer is angry"),
    "handoff.angry.text": _("Text when the customer is angry"),
    "handoff.topics.is_on": _("Hands over certain topics"),
    "handoff.topics.text": _("Text at such a topic"),
    "handoff.topics.words": _("Words of these topics"),
    "handoff.limit.is_on": _("Hands over at the limit of answers"),
    "handoff.limit.text": _("Text at the limit of answers"),
    "handoff.to": _("Who gets the conversation"),
    "handoff.users": _("People who get conversations"),
    "handoff.task.is_on": _("Task in Kommo"),
    "handoff.task.text": _("Text of the task"),
    "handoff.task.within_minutes": _("Minutes to do the task in"),
    "takeover": _("Takeover and return"),
    "takeover.by_person": _("Silent when a manager writes"),
    "takeover.by_bot": _("Silent when a bot of Kommo writes"),
    "takeover.resume_after": _("Answers again after"),
    "pipelines.*.is_active": _("Works here"),
    "pipelines.*.all_statuses": _("All stages, also new ones"),
    "pipelines.*.statuses": _("Stages"),
    "pipelines.*.stage_settings.*.prompt": _("Instruction"),
    "pipelines.*.stage_settings.*.mode": _("What it does here"),
    "pipelines.*.stage_settings.*.collect": _("Fields to collect"),
    "pipelines.*.stage_settings.*.exit": _("The stage is done"),
    "pipelines.*.stage_settings.*.exit.when": _("The stage is done"),
    "pipelines.*.stage_settings.*.exit.messages": _("Messages of the customer"),
    "pipelines.*.stage_settings.*.exit.move_to": _("Then the lead moves to"),
    "pipelines.*.stage_settings.*.on_leave": _("When the lead leaves the stage"),
    "channels.all": _("All channels"),
    "channels.chosen": _("Channels"),
    "access.lead.*": _("May see “%(row)s” of the lead"),
    "access.lead.*.level": _("May see “%(row)s” of the lead"),
    "access.contact.*": _("May see “%(row)s” of the contact"),
    "access.contact.*.level": _("May see “%(row)s” of the contact"),
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
            ".settings.overwrite": _("Overwrites"),
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
