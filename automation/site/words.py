"""What the widget says to a visitor, in the visitor's language; a site's visitors are no users of this platform."""

LANGUAGES = ("en", "ru", "es", "pt")

WORDS = {
    "title": {
        "en": "Chat with us",
        "ru": "Напишите нам",
        "es": "Escríbanos",
        "pt": "Fale conosco",
    },
    "placeholder": {
        "en": "Your message…",
        "ru": "Ваше сообщение…",
        "es": "Su mensaje…",
        "pt": "Sua mensagem…",
    },
    "send": {"en": "Send", "ru": "Отправить", "es": "Enviar", "pt": "Enviar"},
    "messages": {"en": "Messages", "ru": "Сообщения", "es": "Mensajes", "pt": "Mensagens"},
    "you": {"en": "You", "ru": "Вы", "es": "Usted", "pt": "Você"},
    "colleague": {"en": "Colleague", "ru": "Сотрудник", "es": "Compañero", "pt": "Atendente"},
    "writing": {"en": "is writing…", "ru": "печатает…", "es": "está escribiendo…", "pt": "está escrevendo…"},
    "sources": {"en": "From:", "ru": "Источник:", "es": "Fuente:", "pt": "Fonte:"},
    "failed": {
        "en": "That could not be sent. Try again in a moment.",
        "ru": "Не удалось отправить. Попробуйте ещё раз чуть позже.",
        "es": "No se pudo enviar. Inténtelo de nuevo en un momento.",
        "pt": "Não foi possível enviar. Tente novamente em instantes.",
    },
    "too_many": {
        "en": "You write faster than we can read. Wait a minute and go on.",
        "ru": "Слишком много сообщений. Подождите минуту и продолжайте.",
        "es": "Escribe más rápido de lo que podemos leer. Espere un minuto y continúe.",
        "pt": "Você escreve mais rápido do que conseguimos ler. Espere um minuto e continue.",
    },
}


def widget_language(wanted: str, *, accepts: str) -> str:
    """The language of the page, or else the first that the browser accepts and we speak."""
    ranked = [wanted, *(part.partition(";")[0] for part in accepts.split(","))]
    spoken = (one.strip().lower()[:2] for one in ranked)
    return next((one for one in spoken if one in LANGUAGES), "en")


def widget_words(language: str) -> dict[str, str]:
    return {name: said[language] for name, said in WORDS.items()}
