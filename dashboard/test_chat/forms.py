"""What is chosen in the test chat: who answers, and who is played."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agents import selectors as agent_selectors
from agents.as_in_kommo import KommoNames
from agents.card_kinds import CARD_NAMES
from agents.forms import LongSelect
from agents.models import Agent
from agents.settings.card_field import CardField
from agents.settings.fields_named import fields_named
from crm_kommo import selectors as crm

TEXT_MOST = 4_000
# More than anybody fills in by hand.
FIELDS_MOST = 40
LEADS = 30
LANGUAGES = [
    ("", _("as the agent is set")),
    ("en", _("English")),
    ("ru", _("Russian")),
    ("es", _("Spanish")),
    ("pt", _("Portuguese")),
]


class AgentForm(forms.Form):
    agent = forms.ChoiceField(label=_("Agent"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["agent"].choices = [(agent.pk, agent.name) for agent in agent_selectors.agents()]


class PersonaForm(forms.Form):
    """`persona()` gives what agents.answering.persona takes; `at` is the moment from which the clock goes on."""

    version = forms.ChoiceField(label=_("Version"))
    stage = forms.ChoiceField(label=_("Stage"), required=False, widget=LongSelect)
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    lead_id = forms.ChoiceField(
        label=_("Real lead"), required=False, help_text=_("Its fields and stage are read. Nothing is written to it.")
    )
    contact_name = forms.CharField(label=_("Name of the customer"), required=False, max_length=255)
    language = forms.ChoiceField(
        label=_("Answer in"), required=False, choices=[("", _("as the agent is set")), *LANGUAGES]
    )
    at = forms.DateTimeField(
        label=_("It is now"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Empty: as on the clock here. The time goes on from there."),
    )

    def __init__(self, *args: Any, agent: Agent, **more: Any) -> None:
        super().__init__(*args, **more)
        live = [("live", _("Version %(number)d, live") % {"number": agent.live.number})] if agent.live else []
        self.fields["version"].choices = [("draft", _("Draft")), *live]
        stages = [(f"{s.pipeline.kommo_id}-{s.kommo_id}", f"{s.pipeline.name} · {s.name}") for s in crm.stages_living()]
        self.fields["stage"].choices = [("", _("any: it is not asked about")), *stages]
        self.fields["channel"].choices = [("", _("any: it is not asked about")), *crm.channel_names().items()]
        leads = [(str(lead.kommo_id), lead.name or f"#{lead.kommo_id}") for lead in crm.leads_latest(LEADS)]
        self.fields["lead_id"].choices = [("", _("no lead")), *leads]
        self._cards = _fields_of(agent)
        names = KommoNames()
        for path, (card, key) in self._cards.items():
            label = f"{names.field(card, key)} ({CARD_NAMES[card]})"
            self.fields[path] = forms.CharField(label=label, required=False, max_length=2_000)

    @property
    def plain(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in self._cards]

    @property
    def cards(self) -> list[forms.BoundField]:
        return [self[name] for name in self._cards]

    def persona(self) -> dict[str, Any]:
        chosen = self.cleaned_data
        pipeline, _dash, stage = chosen["stage"].partition("-")
        return {
            "version": chosen["version"],
            "language": chosen["language"] or None,
            "pipeline_id": int(pipeline) if stage else None,
            "stage_id": int(stage) if stage else None,
            "channel": chosen["channel"],
            "contact_name": chosen["contact_name"],
            "lead_id": int(chosen["lead_id"]) if chosen["lead_id"] else None,
            "fields": {path.removeprefix("card:"): chosen[path] for path in self._cards if chosen[path]},
        }


def persona_initial(persona: dict[str, Any]) -> dict[str, Any]:
    """A stored persona as the form shows it."""
    stage = f"{persona['pipeline_id']}-{persona['stage_id']}" if persona.get("stage_id") else ""
    cards = {f"card:{path}": text for path, text in (persona.get("fields") or {}).items()}
    return {**persona, "stage": stage, **cards}


def _fields_of(agent: Agent) -> dict[str, CardField]:
    """The fields that the draft or the live version uses, each once."""
    versions = [agent_selectors.draft_of(agent), *([agent.live] if agent.live else [])]
    held = agent_selectors.settings_of_all(versions).values()
    used = dict.fromkeys(named.field for settings in held for named in fields_named(settings))
    return {f"card:{field}": field for field in list(used)[:FIELDS_MOST]}
