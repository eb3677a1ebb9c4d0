"""How an agent behaves in a conversation."""

from django.utils.translation import gettext_lazy as _

from agents.controls.control import Control

TEXT_HELP = _("Empty: a sentence of ours in the customer's language.")

CONDUCT = {
    "hours.is_on": Control(
        kind="switch",
        label=_("It works only at certain hours"),
        title=_("Working hours"),
        help=_("Off: day and night."),
    ),
    "hours.zone": Control(kind="select", label=_("Time zone"), title=_("Time zone of the working hours")),
    "hours.week": Control(label=_("Working hours")),
    "hours.holidays": Control(label=_("Holidays")),
    "hours.outside": Control(
        kind="choices",
        label=_("Outside the hours it"),
        title=_("Outside the working hours"),
        choices={
            "silent": _("stays silent"),
            "text": _("says one text"),
            "at_opening": _("answers as soon as it opens"),
        },
    ),
    "hours.text": Control(
        kind="textarea",
        label=_("What it says then"),
        title=_("Text outside the working hours"),
        placeholder=_("For example: we are closed now and answer from 9 o'clock."),
        rows=3,
    ),
    "hours.every_hours": Control(
        kind="number",
        label=_("To one customer not more often than once in"),
        title=_("Hours between two such texts"),
        unit=_("hours"),
    ),
    "rhythm.wait_seconds": Control(
        kind="number",
        label=_("Wait for more messages"),
        title=_("Seconds of quiet before it answers"),
        help=_("People write in several short messages: it answers after so much quiet. Empty: the platform's own."),
        unit=_("seconds"),
    ),
    "rhythm.delay_seconds": Control(
        kind="number",
        label=_("Answer not sooner than after"),
        title=_("Shortest time to an answer, in seconds"),
        help=_("0: as soon as the answer is ready."),
        unit=_("seconds"),
    ),
    "limits.per_conversation": Control(
        kind="number",
        label=_("Answers in one conversation"),
        title=_("Most answers in a conversation"),
        help=_("0: no limit."),
        unit=_("at most"),
    ),
    "limits.per_day": Control(
        kind="number",
        label=_("Answers of this agent in a day"),
        title=_("Most answers a day"),
        help=_("0: no limit."),
        unit=_("at most"),
    ),
    "limits.cost_per_conversation": Control(
        kind="number",
        label=_("Cost of one conversation"),
        title=_("Highest cost of a conversation"),
        help=_("Of your model, by the prices on its page and in their currency. 0: no limit."),
        unit=_("at most"),
    ),
    "limits.cost_per_day": Control(
        kind="number",
        label=_("Cost of this agent in a day"),
        title=_("Highest cost of a day"),
        help=_("The same for all its conversations together. 0: no limit."),
        unit=_("at most"),
    ),
    "guards.level": Control(
        kind="choices",
        label=_("An answer that nothing proves"),
        title=_("Guard of the answers"),
        help=_(
            "Prices, discounts, dates, times, addresses, phones and links must stand in your knowledge, a field, the "
            "result of a tool or your instructions; and what the agent says it has done, it must have done."
        ),
        choices={
            "block": _("is repaired once, then sent without it, or not at all"),
            "flag": _("is sent, and the decision says what was not proved"),
            "off": _("is sent"),
        },
    ),
    "handoff.asked.is_on": Control(
        kind="switch",
        label=_("The customer asks for a person"),
        title=_("Hands over when the customer asks for a person"),
    ),
    "handoff.asked.text": Control(
        kind="textarea",
        label=_("What it says then"),
        title=_("Text when the customer asks for a person"),
        help=TEXT_HELP,
        rows=2,
    ),
    "handoff.no_answer.is_on": Control(
        kind="switch", label=_("It does not know the answer"), title=_("Hands over when it does not know")
    ),
    "handoff.no_answer.times": Control(
        kind="number", label=_("So many times in a row"), title=_("How often in a row it may not know"), unit=_("times")
    ),
    "handoff.no_answer.text": Control(
        kind="textarea", label=_("What it says then"), title=_("Text when it does not know"), help=TEXT_HELP, rows=2
    ),
    "handoff.angry.is_on": Control(
        kind="switch", label=_("The customer is angry"), title=_("Hands over when the customer is angry")
    ),
    "handoff.angry.text": Control(
        kind="textarea",
        label=_("What it says then"),
        title=_("Text when the customer is angry"),
        help=TEXT_HELP,
        rows=2,
    ),
    "handoff.topics.is_on": Control(
        kind="switch", label=_("The customer speaks of certain things"), title=_("Hands over certain topics")
    ),
    "handoff.topics.words": Control(
        kind="lines",
        label=_("Words or phrases"),
        title=_("Words of these topics"),
        help=_("One in each line; any one of them is enough."),
        rows=3,
    ),
    "handoff.topics.text": Control(
        kind="textarea", label=_("What it says then"), title=_("Text at such a topic"), help=TEXT_HELP, rows=2
    ),
    "handoff.limit.is_on": Control(
        kind="switch", label=_("A limit of answers is reached"), title=_("Hands over at the limit of answers")
    ),
    "handoff.limit.text": Control(
        kind="textarea", label=_("What it says then"), title=_("Text at the limit of answers"), help=TEXT_HELP, rows=2
    ),
    "handoff.to": Control(
        kind="choices",
        label=_("Who gets the conversation"),
        choices={
            "responsible": _("whoever is responsible for the lead"),
            "round_robin": _("these people, in turns"),
            "user": _("always this person"),
        },
    ),
    "handoff.users": Control(kind="ticks", label=_("People"), title=_("People who get conversations"), mark="[]:n"),
    "handoff.task.is_on": Control(
        kind="switch",
        label=_("Make a task in Kommo"),
        title=_("Task in Kommo"),
        help=_("For whoever gets the conversation."),
    ),
    "handoff.task.text": Control(label=_("Text of the task"), help=_("Empty: the reason in words.")),
    "handoff.task.within_minutes": Control(
        kind="number", label=_("To be done within"), title=_("Minutes to do the task in"), unit=_("minutes")
    ),
    "takeover.by_person": Control(
        kind="switch",
        label=_("It falls silent when a person writes in the chat"),
        title=_("Silent when a manager writes"),
        help=_("From Kommo or from here."),
    ),
    "takeover.by_bot": Control(
        kind="switch",
        label=_("It falls silent when a bot of Kommo writes in the chat"),
        title=_("Silent when a bot of Kommo writes"),
    ),
    "takeover.resume_after": Control(
        kind="part",
        label=_("It answers again by itself"),
        title=_("Answers again after"),
        help=_("Off: only when somebody hands the conversation back."),
    ),
    "takeover.resume_after.number": Control(kind="number", label=_("After the person's last message")),
    "takeover.resume_after.unit": Control(
        kind="select",
        label=_("Counted in"),
        choices={
            "minutes": _("minutes"),
            "hours": _("hours"),
            "days": _("days"),
            "weeks": _("weeks"),
            "months": _("months"),
        },
    ),
}
