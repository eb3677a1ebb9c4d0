from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from crm_kommo.models.connection import Connection
from crm_kommo.models.failure import Failure
from tenants.models.base import TimeStamped


class SyncRun(TimeStamped):
    """One reading of an account's set-up, with its progress and what it changed here.

    It has a part for each kind: `parts` is {what: {added, changed, removed, error}}. What was read is kept also when
    another part failed: the state is then `partial`, and the part's `error` says why.
    """

    class What(models.TextChoices):
        PIPELINES = "pipelines", _("Pipelines and stages")
        FIELDS = "fields", _("Fields")
        USERS = "users", _("Users")
        CHANNELS = "channels", _("Channels and chats")
        ALL = "all", _("Everything")

    class State(models.TextChoices):
        QUEUED = "queued", _("Queued")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        PARTIAL = "partial", _("Done in part")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    class Trigger(models.TextChoices):
        BUTTON = "button", _("Button")
        API = "api", _("API")
        SCHEDULE = "schedule", _("Schedule")
        HOOK = "hook", _("Change in Kommo")
        CONNECT = "connect", _("Connecting")

    OPEN = (State.QUEUED, State.RUNNING)

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="sync_runs")
    what = models.CharField(max_length=10, choices=What.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    trigger = models.CharField(max_length=10, choices=Trigger.choices, default=Trigger.BUTTON)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)
    parts = models.JSONField(default=dict)
    error = models.CharField(max_length=20, choices=Failure.choices, blank=True)
    error_detail = models.TextField(blank=True, help_text=_("Kommo's own words."))
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    requested_by_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "crm_sync_runs"
        verbose_name = _("sync run")
        verbose_name_plural = _("sync runs")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "what"],
                condition=models.Q(state__in=["queued", "running"]),
                name="crm_sync_run_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def unread(self) -> list[tuple[str, str]]:
        """The kinds of things that could not be read, or not all of them, each with the reason, in words."""
        failed = ((what, part["error"]) for what, part in self.parts.items() if part["error"])
        return [(str(self.What(what).label), str(Failure(error).label)) for what, error in failed]

    @property
    def duration(self) -> timedelta | None:
        """How long the reading took, or has taken so far; None before it began."""
        if self.started_at is None:
            return None
        return (self.finished_at or timezone.now()) - self.started_at
