"""Why a message was answered, or not. The codes are stored with every decision; agents.reasons has the words."""

from enum import StrEnum


class Reason(StrEnum):
    ANSWERED = "answered"
    ANSWERED_UNKNOWN = "answered_unknown"
    BY_SCRIPT = "answered_by_script"
    NO_CONNECTION = "no_connection"
    NO_ACCESS = "no_access"
    PERSON_TOOK_OVER = "person_took_over"
    NO_TALK = "no_talk"
    NOTHING_TO_READ = "nothing_to_read"
    PUBLIC_COMMENT = "public_comment"
    WINDOW_CLOSED = "window_closed"
    NO_LEAD = "no_lead"
    NO_AGENT = "no_agent"
    KOMMO_NOT_INSTALLED = "kommo_not_installed"
    PIPELINE_OFF = "pipeline_off"
    STAGE_OFF = "stage_off"
    CHANNEL_OFF = "channel_off"
    LEFT_SCOPE = "left_scope"
    SUPERSEDED = "superseded"
    KOMMO_REFUSED = "kommo_refused"
    KOMMO_AWAY = "kommo_away"
    FAILED = "failed"
