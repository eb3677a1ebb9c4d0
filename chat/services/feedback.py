from django.utils.translation import gettext as _

from chat.models import Feedback, Message
from tenants.errors import Conflict


def feedback_give(*, message: Message, user_id: int, is_good: bool, wanted: str) -> Feedback:
    """A second opinion of the same person takes the place of the first. Raises Conflict for what no agent said."""
    if message.author != Message.Author.AGENT:
        raise Conflict(_("Only an answer of an agent can be judged."), code="no_answer")
    given = {"is_good": is_good, "wanted": wanted}
    return Feedback.objects.update_or_create(message=message, user_id=user_id, defaults=given)[0]
