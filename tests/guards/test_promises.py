"""What an agent says it did, it has done in this turn; what it cannot do, asks or offers is no promise."""

import pytest

from tests.guards.judging import kinds

PROMISES = """
I have booked a table for you. | Transferring you to a manager now. | I'll connect you with a colleague.
Your refund has been issued. | A manager will contact you shortly. | I'll check with my team and let you know.
I've sent you the invoice. | I have noted your phone number. | I applied a discount for you.
I have transferred you, ok?
Передаю вас коллеге. | Я записал вас на приём. | Менеджер свяжется с вами. | Ваш заказ оформлен! | Я уточню у менеджера.
Отправил вам письмо. | Сделал вам скидку. | Записал вас, верно? | Перезвоню вам завтра. | Ваша скидка применена.
Te llamo mañana. | Le paso con un compañero. | He reservado una mesa. | Reservé su mesa. | Te envié el contrato.
Voy a transferirle con un agente. | Ya le hice un descuento. | Estoy cancelando tu pedido. | Su cita queda confirmada.
Vou transferir você para um atendente. | Agendei sua visita. | Te ligo amanhã. | Seu pedido foi cancelado.
The manager has approved it. | Менеджер уже одобрил возврат. | El gerente ha aprobado el descuento. | O gerente liberou.
Vou verificar e te aviso. | Já enviei o contrato. | Estou cancelando seu pedido. | Anotei seu telefone.
"""
NONE = """
I cannot book it. | I can book a table for you if you like. | Shall I book a table? | Would you like me to transfer you?
If you like, I'll transfer you to a manager. | We ship worldwide. | Call us any time. | Book online. | I am Anna.
We do not refund shipping. | You can check in at the desk. | I am sorry, I have not found that. | I'm here to help you.
Не могу записать вас. | Я не передаю данные. | Могу записать вас. | Записать вас? | Если хотите, передам вас менеджеру.
Отправляем заказы почтой. | К сожалению, у меня нет ответа на этот вопрос. | Доставка осуществляется курьером.
No puedo reservar. | ¿Quiere que le llame? | Me llamo Anna. | Reserve su mesa en la web. | Envíe un correo.
El envío tarda poco. | Lo siento, no tengo la respuesta a esa pregunta. | Puedo reservarle una mesa.
Não posso reservar. | Quer que eu reserve? | O envio é rápido. | Em março abrimos. | Posso transferir você, se quiser.
"""


def each(rows: str) -> list[str]:
    return [text.strip() for row in rows.strip().splitlines() for text in row.split("|")]


@pytest.mark.parametrize("text", each(PROMISES))
def test_without_a_deed_it_is_a_fault(text):
    assert "promise" in kinds(text)


@pytest.mark.parametrize("text", each(NONE))
def test_what_promises_nothing_passes(text):
    assert kinds(text) == set()


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("Передаю вас коллеге.", "handed_off"),
        ("Te llamo mañana.", "task_created"),
        ("I've sent you the invoice.", "email_sent"),
        ("Anotei seu telefone.", "field_set"),
    ],
)
def test_the_deed_that_keeps_it_allows_it_and_no_other(text, deed):
    assert "promise" not in kinds(text, deeds=frozenset({deed}))
    assert "promise" in kinds(text, deeds=frozenset({"unknown"}))


def test_no_deed_makes_a_refund():
    assert kinds(
        "Your refund has been issued.", deeds=frozenset({"handed_off", "task_created", "email_sent", "field_set"})
    ) == {"promise"}


def test_the_company_may_have_it_promised():
    orders = ("Tell them that a manager will contact them.",)
    assert kinds("A manager will contact you shortly.", orders=orders) == set()


def test_how_things_go_may_be_quoted():
    text = "After the order a manager will contact you."
    assert kinds(text, f"How to order. {text}") == set()
