from django.db import models
from django.utils.translation import gettext_lazy as _

from crm_kommo.models.connection import Connection
from crm_kommo.models.failure import Failure


class FeatureState(models.Model):
    """When a feature of Kommo (crm_kommo.features) was last seen to work for a connection, and last refused to it."""

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="features")
    feature = models.CharField(max_length=20)
    worked_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=20, choices=Failure.choices, blank=True)

    class Meta:
        db_table = "crm_feature_states"
        verbose_name = _("feature of a connection")
        verbose_name_plural = _("features of connections")
        constraints = [models.UniqueConstraint(fields=["connection", "feature"], name="crm_feature_once")]

    def __str__(self) -> str:
        return self.feature
