"""Where to go to change what decided about a message."""

from agents.verdicts import Reason

SETTING_OF = {
    Reason.NO_CONNECTION: "kommo",
    Reason.NO_ACCESS: "kommo",
    Reason.KOMMO_AWAY: "kommo",
    Reason.NO_AGENT: "agents",
    Reason.PIPELINE_OFF: "agents",
    Reason.STAGE_OFF: "agents",
    Reason.KOMMO_NOT_INSTALLED: "agents",
    Reason.CHANNEL_OFF: "agents",
    Reason.BOT_TOOK_OVER: "agents",
    Reason.OUTSIDE_HOURS: "agents",
    Reason.OUTSIDE_HOURS_TEXT: "agents",
    Reason.LIMIT_REACHED: "agents",
    Reason.COLLECTS_ONLY: "agents",
    Reason.LEFT_SCOPE: "agents",
    Reason.KOMMO_REFUSED: "kommo",
}
