"""One text field of a lead, through which a bot is told what to say."""

from crm_kommo.client.resources.leads import LeadsResource
from crm_kommo.client.transport import Transport


class ReplyFieldResource:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._leads = LeadsResource(transport)

    def read(self, *, lead_id: int, field_id: int) -> str:
        """ "" when it is empty, or when there is no such lead."""
        lead = self._leads.get(lead_id=lead_id)
        fields = lead.custom_fields if lead else ()
        field = next((field for field in fields if field.field_id == field_id), None)
        return str(field.values[0].get("value") or "") if field and field.values else ""

    def write(self, *, lead_id: int, field_id: int, text: str, within: float) -> None:
        body = {"custom_fields_values": [{"field_id": field_id, "values": [{"value": text}]}]}
        self._transport.send("PATCH", f"/api/v4/leads/{lead_id}", json=body, within=within)
