from django.db import models
from django.utils.translation import gettext_lazy as _

from crm_kommo.models.connection import Connection
from tenants.models.base import TimeStamped


class CheckRun(TimeStamped):
    """One examination of a connection. `results` is a list of {check, outcome, code, facts}, in order, as they come.

    `lead_id`: Kommo's id of the lead on which a test note may be written; `note_id` is the note, which stays there.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Queued")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    OPEN = (State.QUEUED, State.RUNNING)

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="check_runs")
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    results = models.JSONField(default=list)
    lead_id = models.BigIntegerField(null=True)
    note_id = models.BigIntegerField(null=True)
    requested_by_id = models.BigIntegerField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "crm_check_runs"
        verbose_name = _("check of a connection")
        verbose_name_plural = _("checks of connections")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["connection"], condition=models.Q(state__in=["queued", "running"]), name="crm_check_one_open"
            )
        ]

    def __str__(self) -> str:
        return self.state

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN
