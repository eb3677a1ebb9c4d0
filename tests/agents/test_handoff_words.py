"""What customers say when they want a person, are angry, or name a topic; and what sounds like it and is not."""

import pytest

from agents.handoff.anger import is_angry
from agents.handoff.asks_for_person import asks_for_person
from agents.handoff.topics import names_topic

ASKS = """
Позовите человека
позови менеджера
Соедините меня с оператором, пожалуйста
Переключите на живого человека
переведите на оператора
Хочу поговорить с менеджером
Можно поговорить с живым человеком?
Не могли бы вы соединить меня с оператором?
мне нужен оператор
Нужен живой человек!
оператор
Оператора!
живой человек
менеджера пожалуйста
Тут есть живые люди?
Я не хочу общаться с ботом
дайте оператора
свяжите меня с руководителем
хочу с человеком
Ты бот? Позови человека.
пусть менеджер мне перезвонит
Не хочу с роботом, хочу с человеком
можно к менеджеру?
Пригласите администратора
Пожалуйста, подключите специалиста
I want to talk to a human
Can I speak to a manager?
Could you connect me with an operator please
transfer me to an agent
Let me talk to a real person
I need a human
agent
Human please
real person!
Why can't I speak to a person?
Can I talk to someone from your team?
Please put me through to a supervisor
get me a manager
Is there a real person here?
I don't want to talk to a bot
I'd like to speak with a representative
I already asked to speak to a human
Have someone call me
Quiero hablar con una persona
Necesito un agente
¿Puedo hablar con un humano?
Páseme con un asesor
comuníqueme con el encargado
No quiero hablar con un robot
agente por favor
¿Me pasas con alguien?
¿No podría hablar con un asesor?
prefiero hablar con una persona real
Quero falar com um atendente
Preciso falar com uma pessoa
Me passa para um humano
Posso falar com o gerente?
atendente
Quero ser atendido por uma pessoa
não quero falar com robô
Chama um atendente por favor
Será que posso conversar com alguém?
"""

DOES_NOT_ASK = """
Я вчера говорил с менеджером
Ваш менеджер обещал скидку
не нужен оператор
Мне не нужен менеджер, просто скажите цену
Не зовите оператора, я сам разберусь
Не надо переключать на менеджера
Сколько человек вмещает зал?
Нужен столик на 4 человека
Столик на двух человек
Вам нужны менеджеры?
Я менеджер по закупкам
Нужен ли оператор для этого станка?
Оператор сотовой связи какой подходит?
Когда я говорил с оператором, он сказал иначе
Дайте скидку на 3 человека
у вас есть живые цветы?
Доставка человеку в больницу возможна?
Я поговорю с мужем и напишу
Сколько стоит связь с оператором?
I talked to a manager yesterday
I don't want to talk to a manager
No need to transfer me to an agent
Your agent told me it was free
I am a travel agent
Is it for one person or two?
I will talk to my manager and come back
Do I need to talk to a manager to get a refund?
How many people fit in?
A table for 4 people please
person
I had to speak to an agent last week
When I spoke to a representative he agreed
Is a human resources course available?
Ayer hablé con un agente
No quiero hablar con un agente
No necesito un agente
¿Cuántas personas caben?
Una mesa para dos personas
El gerente me dijo que sí
Ontem falei com o gerente
Não preciso falar com atendente
Não quero um atendente
Uma mesa para quatro pessoas
O atendente me prometeu desconto
Vou falar com meu gerente
Quanto custa?
How much is delivery?
Сколько стоит доставка?
"""

ANGRY = """
Это безобразие!
Вы меня достали
Верните деньги!
Я подам в суд на вас
Сколько можно ждать?!
Ужасный сервис
вы меня обманули
Опять не привезли!!!
КОШМАР ЧТО У ВАС ТВОРИТСЯ
Хамство какое-то
Напишу жалобу
This is ridiculous
Worst service ever
I am so angry right now
I'm fed up with this
You scammed me, give me my money back
STILL WAITING FOR MY ORDER, TERRIBLE
This is unacceptable
Es una vergüenza
Pésimo servicio
Estoy muy enojado
Son unos estafadores
Isso é um absurdo
Péssimo atendimento
Estou muito irritada
Quero meu dinheiro de volta
"""

CALM = """
Я ужасно рад!
Ужас как красиво
ДОБРЫЙ ДЕНЬ! СКОЛЬКО СТОИТ ДОСТАВКА?
Достали из коробки, все хорошо
Где книга жалоб?
Опять хочу заказать у вас
Спасибо!!!
Есть ли у вас кошмар на улице вязов?
Сколько можно взять в кредит?
Можно вернуть деньги, если не подойдет?
I am still waiting for the size chart
HELLO I WANT TO ORDER A CAKE
Great!!! Thank you!!!
Is there a refund policy?
Terrible weather today
How do I file a complaint?
Do you have angry birds toys?
¿Otra vez hay descuento?
¡¡¡Gracias!!!
De novo quero comprar
Qual é o prazo?
"""


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


class TestAsking:
    @pytest.mark.parametrize("said", lines(ASKS))
    def test_a_demand_is_heard(self, said):
        assert asks_for_person(said)

    @pytest.mark.parametrize("said", lines(DOES_NOT_ASK))
    def test_what_only_sounds_like_one_is_none(self, said):
        assert asks_for_person(said) is None

    @pytest.mark.parametrize(
        ("said", "words"),
        [
            ("Здравствуйте! Соедините меня с оператором, пожалуйста", "соедините меня с оператором"),
            ("Hello, could I have an agent?", "have an agent"),
            ("Не хочу с роботом, хочу с человеком", "не хочу с роботом"),
            ("Agent, please", "agent"),
        ],
    )
    def test_the_words_of_the_demand_are_told(self, said, words):
        assert asks_for_person(said) == words


class TestAnger:
    @pytest.mark.parametrize("said", lines(ANGRY))
    def test_it_is_heard(self, said):
        assert is_angry(said)

    @pytest.mark.parametrize("said", lines(CALM))
    def test_loud_or_strong_words_alone_are_none(self, said):
        assert is_angry(said) is None

    @pytest.mark.parametrize(
        ("said", "words"),
        [
            ("I ordered last week. This is ridiculous!", "this is ridiculous"),
            ("Опять не звонят, до сих пор жду", "опять, до сих пор"),
            ("Ужас!!!", "ужас"),
        ],
    )
    def test_the_words_that_tell_it_are_told(self, said, words):
        assert is_angry(said) == words


class TestTopics:
    @pytest.mark.parametrize(
        ("said", "topic"),
        [
            ("Хочу оформить возвраты товаров", "возврат"),
            ("Поговорим о возврате?", "возврат"),
            ("I was charged for refunds", "refund"),
            ("¿Hacen devoluciones?", "devolución"),
            ("Quero fazer devoluções", "devolução"),
            ("нужен договор поставки", "договор поставки"),
            ("О договорах поставки", "договор поставки"),
            ("the Bulk Discount please", "bulk discount"),
        ],
    )
    def test_any_form_of_the_words_counts(self, said, topic):
        assert names_topic(said, ["something else", topic]) == topic

    @pytest.mark.parametrize(
        ("said", "topic"),
        [
            ("поставки без договора", "договор поставки"),
            ("Возраст ребёнка 5 лет", "возврат"),
            ("discount for bulk", "bulk discount"),
            ("", "refund"),
            ("...", "refund"),
        ],
    )
    def test_other_words_do_not(self, said, topic):
        assert names_topic(said, [topic]) is None
