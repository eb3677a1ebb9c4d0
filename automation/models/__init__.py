from automation.models.outgoing_delivery import OutgoingDelivery
from automation.models.outgoing_endpoint import OutgoingEndpoint

__all__ = ["OutgoingDelivery", "OutgoingEndpoint"]
