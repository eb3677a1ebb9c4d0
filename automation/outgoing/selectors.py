from datetime import datetime

from django.db.models import Count, Q, QuerySet

from automation.models import OutgoingDelivery, OutgoingEndpoint


def endpoints() -> QuerySet[OutgoingEndpoint]:
    return OutgoingEndpoint.objects.order_by("pk")


def endpoints_for(event: str) -> list[OutgoingEndpoint]:
    """Those that are told of it now."""
    return list(endpoints().filter(is_active=True, events__contains=[event]))


def deliveries(*, endpoint: OutgoingEndpoint, state: str = "") -> QuerySet[OutgoingDelivery]:
    """Newest first."""
    found = endpoint.deliveries.order_by("-created_at", "-pk")
    return found.filter(state=state) if state else found


def delivery_counts(*, since: datetime) -> tuple[int, int]:
    """How many deliveries were made since then to all endpoints, and how many of them failed."""
    counts = OutgoingDelivery.objects.filter(created_at__gte=since).aggregate(
        made=Count("pk"), failed=Count("pk", filter=Q(state=OutgoingDelivery.State.FAILED))
    )
    return counts["made"], counts["failed"]
