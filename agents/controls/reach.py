"""What an agent does in a stage, and what it may do with a card. A row of a list or a map stands as *."""

from django.utils.translation import gettext_lazy as _

from agents.controls.control import Control

STAGE = "pipelines.*.stage_settings.*"
LEVELS = {"use": _("may use it"), "tell": _("may tell the customer")}
OVERWRITE = Control(
    kind="choices",
    label=_("Overwrites"),
    choices={
        "if_empty": _("only what is empty"),
        "if_ours": _("what the agent wrote"),
        "always": _("everything"),
    },
)

REACH = {
    f"{STAGE}.mode": Control(
        kind="segmented",
        label=_("In this stage the agent"),
        title=_("What it does here"),
        help=_("One that collects only fills fields and says nothing."),
        choices={"answers": _("answers"), "collects": _("collects only"), "off": _("off")},
    ),
    f"{STAGE}.exit.when": Control(
        kind="select",
        label=_("The stage is done when"),
        title=_("The stage is done"),
        choices={
            "collected": _("all these fields are filled"),
            "messages": _("the customer has written so many messages here"),
        },
    ),
    f"{STAGE}.on_leave": Control(
        kind="choices",
        label=_("When the lead leaves while an answer is being made"),
        title=_("When the lead leaves the stage"),
        choices={"stop": _("stop at once: the answer is not sent"), "finish": _("finish the answer, then stop")},
    ),
    "access.lead.*.level": Control(kind="select", label=_("May see “%(row)s” of the lead"), choices=LEVELS),
    "access.contact.*.level": Control(kind="select", label=_("May see “%(row)s” of the contact"), choices=LEVELS),
    "data_entry.lead.*.settings.overwrite": OVERWRITE,
    "data_entry.contact.*.settings.overwrite": OVERWRITE,
}
