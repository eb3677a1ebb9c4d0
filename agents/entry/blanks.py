"""What Kommo puts into a field of its own accord says nothing about the customer: such a field counts as empty."""

import re
from typing import Any

from agents.extraction.types import FieldSpec
from agents.words import word_set, words_of

_EMAIL = re.compile(r"\S+@\S+\.\S+")
# What stands for a name as long as nobody knows it: the messenger, or a word for anybody.
_NO_NAMES = word_set(
    "whatsapp waba telegram instagram facebook messenger viber vk vkontakte avito wechat skype line sms tiktok olx "
    "unknown no name noname guest user client customer contact lead visitor new from via "
    "вк вконтакте авито ватсап вотсап телеграм телеграмм вайбер инстаграм неизвестный неизвестно без имени имя гость "
    "пользователь клиент контакт покупатель посетитель новый из "
    "desconocido desconocida sin nombre usuario cliente contacto invitado nuevo "
    "desconhecido sem nome contato convidado novo"
)


def says_nothing(spec: FieldSpec, value: Any) -> bool:
    """Whether `value` is only Kommo's own: a price of 0, a contact called by a phone, an e-mail or a messenger."""
    if (spec.card, spec.key) == ("lead", "price"):
        return value is not None and not value
    if (spec.card, spec.key) == ("contact", "name"):
        return all(_is_no_name(word.plain) for word in words_of(_EMAIL.sub(" ", str(value or ""))))
    return False


def _is_no_name(word: str) -> bool:
    return word in _NO_NAMES or not any(letter.isalpha() for letter in word)
