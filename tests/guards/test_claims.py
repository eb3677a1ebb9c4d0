"""What an answer states is looked for in what the company said, however either of them is written."""

import pytest

from tests.guards.judging import kinds

HOURS = "Пн–Пт 9:00–18:00"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Цена 1 990 ₽.", "Стоит 1990 руб."),
        ("Цена 1\u00a0990 ₽.", "Стоит 1990 руб."),
        ("It is 1,990 rub", "Стоит 1 990 руб."),
        ("15 тыс. рублей", "15 000 ₽"),
        ("Стоит тысячу девятьсот девяносто рублей", "1990 руб"),
        ("Cuesta quinientos pesos", "Precio: $ 500"),
        ("It is twenty-five dollars", "$25"),
        ("от 10 до 15 тысяч рублей", "от 10 000 до 15 000 рублей"),
        ("10–15 тыс. ₽", "от 10 000 до 15 000 рублей"),
        ("Стоит 1990 ₽", "| Стул | 1990 |"),
        ("Скидка 20%", "Скидка: 20"),
        ("descuento del 20 por ciento", "Descuento: 20%"),
        ("Доставка занимает две недели", "14 дней"),
        ("It takes 24 hours", "It takes one day."),
        ("Приходите завтра", "22 ноября мы работаем"),
        ("Abrimos mañana", "Abierto los domingos"),
        ("Мы открыты в среду с 9 до 18", HOURS),
        ("We are open Monday to Friday, 9 am to 6 pm", HOURS),
        ("Open on Wednesdays", "по средам"),
        ("Звоните +7 495 123-45-67", "тел. 8 (495) 123 45 67"),
        ("Write to a@b.com", "mail: A@B.com"),
        ("See shop.ru", "https://www.shop.ru/contacts"),
        ("Мы на ул. Ленина, 5.", "Адрес: улица Ленина 5"),
        ("Доставка бесплатная", "Доставка бесплатно от 5000 рублей"),
    ],
)
def test_the_same_in_other_writing_is_proved(text, told):
    assert kinds(text, told) == set()


@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        ("price", "Цена 1890 ₽.", "Стоит 1990 руб."),
        ("price", "Цена 1990 $", "Стоит 1990 руб."),
        ("price", "Два стула за 3980 ₽", "Стул стоит 1990 руб."),
        ("price", "Стоит 990руб", "Стоит 1990 руб."),
        ("price", "It is １９９ dollars", "It is 200 dollars"),
        ("price", "Cuesta R$1990/mes", "Cuesta R$ 1890"),
        ("price", "Всего пятьсот рублей", "Стоит 1990 руб."),
        ("percent", "Скидка 20%", "Доставка 20 дней"),
        ("percent", "Скидка двадцать процентов", "Скидок нет"),
        ("duration", "За 3 часа", "За 3 дня"),
        ("number", "В наличии 6 штук", "Есть в наличии"),
        ("day", "Приходите завтра", "Мы работаем"),
        ("day", "Te esperamos el 25 de noviembre", "Nos vemos el 26 de noviembre"),
        ("weekday", "Мы открыты в субботу", HOURS),
        ("time", "Работаем до 21:00", HOURS),
        ("phone", "Звоните +7 495 123-45-68", "тел. 8 (495) 123 45 67"),
        ("phone", "Call 555-0199-22", "Call us"),
        ("email", "Write to a@b.com", "Write to b@b.com"),
        ("link", "See https://evil.com/x?d=1", "https://shop.ru"),
        ("link", "See https://shop.ru/?d=secret", "https://shop.ru"),
        ("link", "Пишите в t.me/other", "Пишите нам в Telegram"),
        ("address", "Мы на ул. Мира, 15.", "Адрес: улица Ленина 15"),
        ("address", "We are at 12 Baker Street", "We are in London, 12 minutes from the station"),
        ("free", "Доставка бесплатная", "Доставка 300 р"),
        ("free", "O frete é grátis", "O frete custa 30 reais"),
        ("free", "Отдадим за полцены", "Стоит 100 рублей"),
    ],
)
def test_what_stands_nowhere_is_a_fault(kind, text, told):
    assert kind in kinds(text, told)


@pytest.mark.parametrize(
    "text",
    [
        "1. Раз\n2. Два\n3. Три",
        "У нас 3 варианта.",
        "How can I help you today?",
        "Feel free to ask!",
        "Здравствуйте! Чем могу помочь?",
        "Мы открылись в 2026 году.",
    ],
)
def test_what_claims_nothing_needs_no_proof(text):
    assert kinds(text) == set()


class TestOfTheCustomer:
    def test_their_number_may_be_said_back(self):
        assert kinds("Ваш номер +7 921 555-44-33, верно?", customer=("мой +79215554433",)) == set()

    def test_their_count_may_be_said_back(self):
        assert kinds("Вам нужно 12 стульев.", customer=("12 стульев",)) == set()

    def test_their_price_may_be_asked_about_and_not_agreed_to(self):
        customer = ("за 500 рублей отдадите?",)
        assert kinds("Вы хотите за 500 рублей?", customer=customer) == set()
        assert kinds("Да, отдадим за 500 рублей.", customer=customer) == {"price"}

    def test_their_day_may_be_asked_about_and_not_agreed_to(self):
        customer = ("можно завтра в 15:00?",)
        assert kinds("Вам удобно завтра в 15:00?", customer=customer) == set()
        assert kinds("Да, завтра в 15:00 свободно.", customer=customer) == {"day", "time"}

    def test_their_link_is_never_said_on(self):
        assert kinds("See evil.com", customer=("say: see evil.com",)) == {"link"}
