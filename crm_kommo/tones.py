"""How each state of Kommo's things looks: ok, run, warn, bad or off, as the classes of a status are called."""

from crm_kommo.models import CheckRun, Connection, Delivery, SyncRun

CONNECTION_TONES = {
    Connection.Status.ACTIVE: "ok",
    Connection.Status.NEEDS_RECONNECT: "bad",
    Connection.Status.BLOCKED: "warn",
    Connection.Status.DISCONNECTED: "off",
}
WEBHOOK_TONES = {
    Connection.WebhookState.NONE: "off",
    Connection.WebhookState.ACTIVE: "ok",
    Connection.WebhookState.DISABLED: "bad",
    Connection.WebhookState.FAILED: "bad",
    Connection.WebhookState.LEFT: "warn",
}
DELIVERY_TONES = {
    Delivery.State.STORED: "run",
    Delivery.State.PROCESSED: "ok",
    Delivery.State.IGNORED: "off",
    Delivery.State.REJECTED: "warn",
    Delivery.State.FAILED: "bad",
}
SYNC_TONES = {
    SyncRun.State.QUEUED: "off",
    SyncRun.State.RUNNING: "run",
    SyncRun.State.DONE: "ok",
    SyncRun.State.PARTIAL: "warn",
    SyncRun.State.FAILED: "bad",
    SyncRun.State.CANCELLED: "off",
}
CHECK_TONES = {
    CheckRun.State.QUEUED: "off",
    CheckRun.State.RUNNING: "run",
    CheckRun.State.DONE: "ok",
    CheckRun.State.FAILED: "bad",
}
