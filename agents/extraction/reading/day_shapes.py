"""How days and times of day are written in the four languages."""

import re

MONTHS = (
    r"январ\w*|феврал\w*|марта?|апрел\w*|ма[йя]|июн\w*|июл\w*|август\w*|сентябр\w*|октябр\w*|ноябр\w*|декабр\w*|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|"
    r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|"
    r"janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro"
)
YEAR = r"(?P<year>(?:19|20)\d\d)"
# Of three numbers the year says itself; of two the order is the country's.
NUMERIC = [
    re.compile(rf"\b{YEAR}-(?P<month>\d\d)-(?P<day>\d\d)\b"),
    re.compile(rf"(?<![\d.,/])(?P<first>\d{{1,2}})[./-](?P<second>\d{{1,2}})[./-]{YEAR}(?![\d/])"),
    re.compile(r"(?<![\d.,/])(?P<first>\d{1,2})/(?P<second>\d{1,2})(?![\d/.,])"),
    re.compile(r"(?<![\d.,/:])(?P<first>\d\d)\.(?P<second>\d\d)(?![\d/:]|[.,]\d)"),
]
NAMED = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th|-?го|º)?(?: of| de)? (?:{MONTHS})|(?:{MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?)\b"
    r"(?:(?:,| de| del| do)? (?P<year>(?:19|20)\d\d)\b)?"
)
# “On the 12th”, in Russian with its ending; an ordinal mark is nothing a parser knows.
ORDINAL = re.compile(r"(?<=\d)(?:-?го|º)")
AWAY = {
    "послезавтра": 2, "завтра": 1, "сегодня": 0, "day after tomorrow": 2, "tomorrow": 1, "today": 0,
    "pasado mañana": 2, "mañana": 1, "hoy": 0, "depois de amanhã": 2, "amanhã": 1, "hoje": 0,
}  # fmt: skip
# “Por la mañana” is the morning.
AWAY_WORDS = re.compile(r"\b(?<!\bla )(?<!\blas )(" + "|".join(AWAY) + r")\b")
_WEEKDAYS = [
    ("понедельник", "monday", "lunes", "segunda-feira"),
    ("вторник", "tuesday", "martes", "terça-feira"),
    ("среду", "wednesday", "miércoles", "quarta-feira"),
    ("четверг", "thursday", "jueves", "quinta-feira"),
    ("пятницу", "friday", "viernes", "sexta-feira"),
    ("субботу", "saturday", "sábado"),
    ("воскресенье", "sunday", "domingo"),
]
WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAYS) for name in names}
# “Next Friday” is this week's to some and next week's to others: it is left to be asked.
WEEKDAY = re.compile(
    r"(?<!next )(?<!próxima )(?<!próximo )(?<!следующий )(?<!следующую )(?<!следующее )"
    r"\b(" + "|".join(WEEKDAYS) + r")\b(?! que viene)"
)
IN_SOME = re.compile(
    r"\b(?:через|in|en|dentro de|daqui a|em) (?P<count>\d{1,2}) "
    r"(?P<unit>дн\w+|день|недел\w+|days?|weeks?|d[ií]as?|semanas?)\b"
)
WEEKS = ("недел", "week", "semana")
CLOCK = re.compile(
    r"\b(?:в|к|около|at|a las?|às|as) (?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))?(?![\d.,/-]*\d)"
    r"\s?(?P<half>[ap]m|[ap]\.m\.|утра|дня|вечера|h\b|часов\b|часа\b)?"
    r"|\b(?P<hour2>\d{1,2})[:h](?P<minute2>\d\d)\b|\b(?P<hour3>\d{1,2})\s?(?P<half3>[ap]m)\b"
)
AFTERNOON = ("pm", "p.m.", "дня", "вечера")
