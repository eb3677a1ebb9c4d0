"""What is wanted → the shape that Kommo takes for a field of its type. Only what the type takes is sent."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from crm_kommo.values.choices import choice_meant
from crm_kommo.values.definitions import Definition
from crm_kommo.values.moments import second_of
from crm_kommo.values.multitext import Labelled
from crm_kommo.values.problems import NotWritable, WrongKind
from crm_kommo.values.texts import LONG, SHORT, cut

ADDRESS_PARTS = ("address_line_1", "address_line_2", "city", "state", "zip", "country")
Values = list[dict[str, Any]]


def written(definition: Definition, wanted: Any, *, zone: ZoneInfo) -> dict[str, Any]:
    """One member of `custom_fields_values`. None and what is empty clear the field.

    `zone` is the account's. Raises ValueProblem.
    """
    writer = WRITERS.get(definition.type)
    if writer is None or definition.is_computed:
        raise NotWritable(definition)
    is_empty = wanted is None or (isinstance(wanted, str | Sequence | dict) and len(wanted) == 0)
    return {"field_id": definition.id, "values": None if is_empty else writer(definition, wanted, zone)}


def _short(definition: Definition, wanted: Any, _zone: ZoneInfo) -> Values:
    return [{"value": cut(_text(definition, wanted), longest=SHORT)}]


def _long(definition: Definition, wanted: Any, _zone: ZoneInfo) -> Values:
    return [{"value": cut(_text(definition, wanted), longest=LONG)}]


def _number(definition: Definition, wanted: Any, _zone: ZoneInfo) -> Values:
    """As a text: a JSON number would pass through a float."""
    try:
        amount = Decimal(str(wanted).strip().replace(",", "."))
    except InvalidOperation:
        raise WrongKind(definition, "number") from None
    if isinstance(wanted, bool) or not amount.is_finite():
        raise WrongKind(definition, "number")
    return [{"value": format(amount, "f")}]


def _yes_or_no(definition: Definition, wanted: Any, _zone: ZoneInfo) -> Values:
    if not isinstance(wanted, bool):
        raise WrongKind(definition, "yes or no")
    return [{"value": wanted}]


def _choice(definition: Definition, wanted: Any, _zone: ZoneInfo) -> Values:
    return [{"enum_id": choice_meant(definition, wanted).id}]


def _choices(definition: Definition, wanted: Any, _zone: ZoneInfo) -> Values:
    several = wanted if isinstance(wanted, list | tuple) else [wanted]
    return [{"enum_id": enum_id} for enum_id in dict.fromkeys(choice_meant(definition, one).id for one in several)]


def _labelled(definition: Definition, wanted: Any, _zone: ZoneInfo) -> Values:
    """Enum ids differ between accounts, their codes do not."""
    several = wanted if isinstance(wanted, list | tuple) else [wanted]
    values = [one if isinstance(one, Labelled) else Labelled(_text(definition, one)) for one in several]
    return [{"value": cut(one.value, longest=SHORT), "enum_code": one.label} for one in values]


def _day(definition: Definition, wanted: Any, zone: ZoneInfo) -> Values:
    day = _parsed(definition, wanted, date.fromisoformat, expected="date")
    if isinstance(day, datetime):
        day = (day.astimezone(zone) if day.tzinfo else day).date()
    return [{"value": second_of(day, zone=zone)}]


def _moment(definition: Definition, wanted: Any, zone: ZoneInfo) -> Values:
    moment = _parsed(definition, wanted, datetime.fromisoformat, expected="moment")
    if not isinstance(moment, datetime):
        raise WrongKind(definition, "moment")
    return [{"value": int((moment if moment.tzinfo else moment.replace(tzinfo=zone)).timestamp())}]


def _address(definition: Definition, wanted: Any, _zone: ZoneInfo) -> Values:
    if not isinstance(wanted, dict) or not set(wanted) <= set(ADDRESS_PARTS):
        raise WrongKind(definition, "object")
    given = [part for part in ADDRESS_PARTS if part in wanted]
    return [{"value": cut(str(wanted[part]), longest=SHORT), "enum_code": part} for part in given]


def _objects(definition: Definition, wanted: Any, _zone: ZoneInfo) -> Values:
    several = wanted if isinstance(wanted, list | tuple) else [wanted]
    if not all(isinstance(one, dict) for one in several):
        raise WrongKind(definition, "object")
    return [{"value": one} for one in several]


def _elements(definition: Definition, wanted: Any, _zone: ZoneInfo) -> Values:
    try:
        return [{"catalog_id": int(list_id), "catalog_element_id": int(element_id)} for list_id, element_id in wanted]
    except (TypeError, ValueError):
        raise WrongKind(definition, "list") from None


def _text(definition: Definition, wanted: Any) -> str:
    if isinstance(wanted, str | int | Decimal) and not isinstance(wanted, bool):
        return str(wanted)
    raise WrongKind(definition, "text")


def _parsed(definition: Definition, wanted: Any, parse: Callable[[str], date], *, expected: str) -> date:
    try:
        return wanted if isinstance(wanted, date) else parse(wanted)
    except (TypeError, ValueError):
        raise WrongKind(definition, expected) from None


Writer = Callable[[Definition, Any, ZoneInfo], Values]
WRITERS: dict[str, Writer] = {
    **dict.fromkeys(("text", "url", "streetaddress", "tracking_data"), _short),
    **dict.fromkeys(("numeric", "monetary", "price"), _number),
    **dict.fromkeys(("select", "radiobutton", "category"), _choice),
    **dict.fromkeys(("date", "birthday"), _day),
    **dict.fromkeys(("legal_entity", "file", "items", "linked_entity"), _objects),
    "textarea": _long,
    "checkbox": _yes_or_no,
    "multiselect": _choices,
    "multitext": _labelled,
    "date_time": _moment,
    "smart_address": _address,
    "chained_list": _elements,
}
