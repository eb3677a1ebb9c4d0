from automation.models.hand_over import HandOver
from automation.models.outgoing_delivery import OutgoingDelivery
from automation.models.outgoing_endpoint import OutgoingEndpoint
from automation.models.site_widget import SiteWidget

__all__ = ["HandOver", "OutgoingDelivery", "OutgoingEndpoint", "SiteWidget"]
