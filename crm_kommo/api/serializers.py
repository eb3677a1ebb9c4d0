from datetime import datetime

from rest_framework import serializers

from crm_kommo.models import Connection, SyncRun


class ConnectionSerializer(serializers.ModelSerializer):
    """The health of a connection; nothing of its secrets."""

    status_text = serializers.CharField(source="get_status_display")
    reason = serializers.CharField(source="status_reason")
    reason_text = serializers.CharField(source="get_status_reason_display")
    renewed_at = serializers.DateTimeField(source="refresh_issued_at")
    token_ends_at = serializers.SerializerMethodField()
    webhook = serializers.SerializerMethodField()
    account = serializers.SerializerMethodField()

    class Meta:
        model = Connection
        fields = (
            "status",
            "status_text",
            "reason",
            "reason_text",
            "kind",
            "brand",
            "renewed_at",
            "token_ends_at",
            "account",
            "webhook",
            "connected_at",
            "last_event_at",
            "last_call_at",
        )

    def get_token_ends_at(self, connection: Connection) -> datetime | None:
        """Of a long-lived token, as far as it says; what a consent gave is renewed."""
        return connection.access_expires_at if connection.kind == Connection.Kind.LONG_LIVED else None

    def get_account(self, connection: Connection) -> dict:
        return {
            "id": connection.account_id,
            "name": connection.account_name,
            "subdomain": connection.subdomain,
            "url": connection.base_url,
            "time_zone": connection.time_zone,
        }

    def get_webhook(self, connection: Connection) -> dict:
        return {
            "state": connection.webhook_state,
            "state_text": connection.get_webhook_state_display(),
            "error": connection.webhook_error,
            "error_text": connection.get_webhook_error_display(),
            "checked_at": connection.webhook_checked_at,
            "restored_at": connection.webhook_restored_at,
        }


class SyncRunSerializer(serializers.ModelSerializer):
    error_text = serializers.CharField(source="get_error_display")
    seconds = serializers.SerializerMethodField()

    class Meta:
        model = SyncRun
        fields = (
            "id",
            "what",
            "trigger",
            "state",
            "done",
            "total",
            "added",
            "changed",
            "removed",
            "parts",
            "error",
            "error_text",
            "started_at",
            "finished_at",
            "seconds",
        )

    def get_seconds(self, run: SyncRun) -> float | None:
        return run.duration and round(run.duration.total_seconds(), 1)
