"""Scripts as companies write them, what customers say who want them, and what those say who want something near it."""

from agents.settings.scripts import Script


def _script(when: str, *examples: str) -> Script:
    return Script(id=1, name="A script", when=when, examples=list(examples))


INTENTS = [
    (
        _script("", "I want to book an appointment", "Can I make an appointment for tomorrow?", "Sign me up for a visit"),
        ["I'd like to book a visit", "Hello! I want to make an appointment", "i want to book an appointment please"],
        ["I want to cancel my appointment", "How much does an appointment cost?", "Where are you located?", "hello",
         "thanks", "Do you have delivery?", "I booked yesterday, when is my visit?", "I do not want an appointment"],
    ),
    (
        _script("", "Хочу записаться на приём", "Можно записаться на завтра?", "Запишите меня к врачу"),
        ["Здравствуйте, хочу записаться", "запишите меня пожалуйста на приём", "Можно ли записаться к вам на пятницу?",
         "хотел бы записаться на консультацию"],
        ["Хочу отменить запись", "Сколько стоит приём?", "Где вы находитесь?", "привет", "спасибо", "Есть доставка?",
         "Я записан на завтра, во сколько приём?", "не хочу записываться"],
    ),
    (
        _script("", "Quiero reservar una cita", "¿Puedo pedir hora para mañana?"),
        ["hola, quisiera reservar cita", "me gustaría pedir una cita", "necesito una cita para el viernes"],
        ["Quiero cancelar mi cita", "¿Cuánto cuesta la consulta?", "¿Dónde están?", "hola", "gracias",
         "No quiero una cita"],
    ),
    (
        _script("", "Quero marcar uma consulta", "Posso agendar um horário para amanhã?"),
        ["olá, gostaria de marcar uma consulta", "queria agendar uma consulta", "preciso marcar horário"],
        ["Quero cancelar minha consulta", "Quanto custa a consulta?", "Onde vocês ficam?", "oi", "obrigado"],
    ),
    (
        _script("", "This is too expensive", "Why is it so expensive?", "Give me a discount"),
        ["it's too expensive for me", "that is very expensive", "can you give me a discount?"],
        ["How much is it?", "What does delivery cost?", "I want to buy it", "it is not expensive, I take it"],
    ),
    (
        _script("", "Это слишком дорого", "Почему так дорого?", "Дайте скидку"),
        ["дорого у вас", "слишком дорого для меня", "а скидку сделаете?"],
        ["сколько стоит?", "какая цена доставки?", "хочу купить", "это не дорого, беру"],
    ),
    (
        _script("", "Es muy caro", "¿Me hace un descuento?"),
        ["me parece muy caro", "es demasiado caro", "¿puede hacerme un descuento?"],
        ["¿Cuánto cuesta?", "¿Hacen envíos?", "quiero comprarlo"],
    ),
    (
        _script("", "Está muito caro", "Pode fazer um desconto?"),
        ["achei muito caro", "é muito caro", "consegue me dar um desconto?"],
        ["Quanto custa?", "Vocês entregam?", "quero comprar"],
    ),
    (
        _script("The customer wants to return what was bought; The customer asks for the money back"),
        ["I want to return what I bought", "I want my money back"],
        ["I want to buy shoes", "When will you be back?", "Do you have it in blue?"],
    ),
    (
        _script("Клиент хочет вернуть товар; клиент просит вернуть деньги"),
        ["хочу вернуть товар", "верните мне деньги"],
        ["хочу купить товар", "когда вы вернётесь?", "перезвоните мне"],
    ),
]  # fmt: skip
