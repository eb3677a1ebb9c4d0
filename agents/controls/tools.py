"""What an agent may do besides talking."""

from django.utils.translation import gettext_lazy as _

from agents.controls.control import Control

TOOLS = {
    "tools.search": Control(
        kind="switch",
        label=_("Look something up"),
        title=_("May look something up"),
        help=_("It searches your knowledge in words of its own, as often as it needs to."),
    ),
    "tools.look": Control(
        kind="switch",
        label=_("Look at the lead"),
        title=_("May look at the lead"),
        help=_("Its stage, and the fields that it may know."),
    ),
    "tools.hand_off": Control(
        kind="switch",
        label=_("Hand over"),
        title=_("May hand over by itself"),
        help=_("Where it finds that a person should go on, besides the reasons under “Hand-off”."),
    ),
    "tools.set_field": Control(
        kind="switch",
        label=_("Fill a field"),
        title=_("May fill fields"),
        help=_("One that has a rule, by that rule, and only with what the customer has just said."),
    ),
    "tools.move_stage": Control(
        kind="switch",
        label=_("Move the lead"),
        title=_("May move the lead"),
        help=_("To the stages that are ticked, and no others."),
    ),
    "tools.stages": Control(
        kind="ticks", label=_("Stages it may move a lead to"), title=_("Stages it may move a lead to")
    ),
    "tools.create_task": Control(
        kind="switch",
        label=_("Make a task"),
        title=_("May make tasks"),
        help=_("In Kommo, for whoever is responsible for the lead."),
    ),
    "tools.add_note": Control(
        kind="switch",
        label=_("Leave a note"),
        title=_("May leave notes"),
        help=_("On the lead in Kommo, for your team."),
    ),
    "tools.tag": Control(
        kind="switch", label=_("Put a tag"), title=_("May put tags"), help=_("On the lead, of those listed here.")
    ),
    "tools.tags": Control(
        kind="lines",
        label=_("Tags it may put"),
        help=_("One in each line. Without any it puts none."),
        rows=3,
    ),
    "tools.send_email": Control(
        kind="switch",
        label=_("Send an e-mail"),
        title=_("May send e-mails"),
        help=_("To the address on the customer's card, from your first e-mail account."),
    ),
}
