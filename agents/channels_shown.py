"""What the Channels tab shows, and what is posted from it. A channel is one choice there: its code and its source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from agents.posted import Posted, posted_settings, whole_number
from agents.settings import AgentSettings
from crm_kommo.models import Channel


@dataclass(frozen=True)
class ChannelShown:
    """`choice` as it is posted, such as waba:5; `is_gone`: chosen here, and not known in Kommo's chats any more."""

    choice: str
    name: str
    source_id: int | None
    last_seen_at: datetime | None
    is_chosen: bool
    is_enabled: bool = True
    is_gone: bool = False


def channels_shown(chosen: Iterable[Mapping[str, Any]], known: Iterable[Channel]) -> list[ChannelShown]:
    """`chosen` in JSON's shape."""
    chosen = {(one["origin"], one.get("source_id")) for one in chosen}
    rows = {
        (one.origin, one.source_id): ChannelShown(
            choice=_choice(one.origin, one.source_id),
            name=one.name,
            source_id=one.source_id,
            last_seen_at=one.last_seen_at,
            is_chosen=(one.origin, one.source_id) in chosen,
            is_enabled=one.is_enabled,
        )
        for one in known
    }
    gone = [
        ChannelShown(_choice(*key), key[0], key[1], None, is_chosen=True, is_gone=True)
        for key in sorted(chosen - rows.keys(), key=str)
    ]
    return [*rows.values(), *gone]


def channels_posted(posted: Posted, settings: AgentSettings) -> dict[str, Any]:
    """As they stand on the page: those that are ticked, and no others."""
    ticked = list(dict.fromkeys(one for one in posted.getlist("channel") if one))
    before = {_choice(one.origin, one.source_id): one.model_dump(mode="json") for one in settings.channels.chosen}
    kept = [name for name in before if name in ticked]
    chosen = [*kept, *(one for one in ticked if one not in before)]
    switches = posted_settings(posted, parts=("channels",)).get("channels", {})
    return {"channels": {**switches, "chosen": [before.get(one) or _named(one) for one in chosen]}}


def _choice(origin: str, source_id: int | None) -> str:
    return f"{origin}:{source_id or ''}"


def _named(choice: str) -> dict[str, Any]:
    origin, _colon, source = choice.rpartition(":")
    source_id = whole_number(source)
    return {"origin": origin} if source_id is None else {"origin": origin, "source_id": source_id}
