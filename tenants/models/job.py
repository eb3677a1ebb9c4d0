from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenants.models.base import TimeStamped
from tenants.models.tenant import Tenant


class Job(TimeStamped):
    """One thing owed: to be done at `due_at`, in one workspace. The row is the job; Redis and Celery only carry it.

    waiting → claimed (handed to Celery, leased) → running (leased) → gone. A job that ended well is deleted; one
    that cannot be done stays as `dead`, for a person to look at and retry.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        CLAIMED = "claimed", _("Handed to a worker")
        RUNNING = "running", _("Running")
        DEAD = "dead", _("Dead")

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=40)
    queue = models.CharField(max_length=20)
    key = models.CharField(max_length=100, help_text=_("Two waiting jobs of one kind never share a key: they merge."))
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    claim = models.UUIDField(null=True, blank=True, help_text=_("Which claim holds the lease."))
    last_error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "kind", "key"], condition=Q(state="waiting"), name="job_waiting_once"
            )
        ]
        indexes = [
            models.Index(fields=["queue", "due_at"], condition=Q(state="waiting"), name="job_due"),
            models.Index(fields=["lease_until"], condition=Q(state__in=["claimed", "running"]), name="job_leased"),
            models.Index(
                fields=["tenant", "kind", "key"], condition=Q(state__in=["claimed", "running"]), name="job_busy"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
