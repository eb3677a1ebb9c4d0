from automation.models.hand_over import HandOver
from automation.models.outgoing_delivery import OutgoingDelivery
from automation.models.outgoing_endpoint import OutgoingEndpoint

__all__ = ["HandOver", "OutgoingDelivery", "OutgoingEndpoint"]
