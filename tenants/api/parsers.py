from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser as RestFrameworkJSONParser


class JSONParser(RestFrameworkJSONParser):
    """JSON; what is nested deeper than Python follows is the sender's mistake, not ours."""

    def parse(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().parse(*args, **kwargs)
        except RecursionError as error:
            raise ParseError(_("The JSON is nested too deeply.")) from error
