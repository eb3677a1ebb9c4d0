"""What the demo's shop knows: half in Russian, half in English, as it grows in real companies."""

from dataclasses import dataclass

CATEGORIES = ["Магазин", "Orders"]


@dataclass(frozen=True)
class DemoArticle:
    title: str
    category: str
    language: str
    body: str


ARTICLES = [
    DemoArticle(
        "Часы работы и адрес",
        "Магазин",
        "ru",
        "Магазин «Север» находится в Петрозаводске, на улице Лесной, дом 14.\n\n"
        "Мы открыты с понедельника по пятницу с 10:00 до 20:00, в субботу с 11:00 до 18:00. "
        "В воскресенье и в праздничные дни магазин закрыт. Перерыва на обед нет.\n\n"
        "Рядом с магазином есть бесплатная парковка на 12 машин.",
    ),
    DemoArticle(
        "Доставка: сроки и стоимость",
        "Магазин",
        "ru",
        "Доставка курьером по Петрозаводску стоит 300 рублей и занимает один день. "
        "При заказе от 5 000 рублей доставка по городу бесплатная.\n\n"
        "В другие города России отправляем транспортной компанией: от 450 рублей, срок 3–7 рабочих дней. "
        "В пункт выдачи в Москве и Санкт-Петербурге заказ приходит за 2 дня, это стоит 350 рублей.\n\n"
        "За границу мы пока не отправляем.",
    ),
    DemoArticle(
        "Способы оплаты",
        "Магазин",
        "ru",
        "Заказ можно оплатить банковской картой на сайте, по QR-коду через СБП или наличными курьеру при получении. "
        "Юридические лица платят по счёту, товар отгружаем после поступления денег.\n\n"
        "Рассрочка на 4 месяца без переплаты доступна для заказов от 8 000 рублей.",
    ),
    DemoArticle(
        "Обмен и возврат",
        "Магазин",
        "ru",
        "Вернуть или обменять вещь можно в течение 14 дней после получения, если её не носили и сохранены бирки. "
        "Деньги возвращаем на карту за 5 рабочих дней.\n\n"
        "Обратную доставку оплачивает покупатель, кроме случаев брака: тогда курьер заберёт вещь бесплатно. "
        "Носки, бельё и изделия по индивидуальным меркам обмену не подлежат.",
    ),
    DemoArticle(
        "Как выбрать размер куртки",
        "Магазин",
        "ru",
        "Куртки «Север» соответствуют обычной российской сетке: размер 46 — обхват груди 92 см, 48 — 96 см, "
        "50 — 100 см, 52 — 104 см, 54 — 108 см.\n\n"
        "Если вы надеваете под куртку толстый свитер, берите на размер больше. "
        "Рост указан на бирке: 164–170, 170–176 или 176–182 см.",
    ),
    DemoArticle(
        "Уход за мембранной одеждой",
        "Магазин",
        "ru",
        "Мембранную куртку стирайте при 30 градусах жидким средством, без отжима и кондиционера. "
        "Сушите на плечиках вдали от батареи. Водоотталкивающую пропитку обновляйте после каждой третьей стирки.",
    ),
    DemoArticle(
        "Gift cards",
        "Orders",
        "en",
        "A Sever gift card is sold for 2,000, 5,000 and 10,000 roubles and is valid for 12 months. "
        "It is sent by e-mail within an hour after payment. Several cards can be used for one order; "
        "what is left on a card stays on it.",
    ),
    DemoArticle(
        "Loyalty programme",
        "Orders",
        "en",
        "Every purchase gives 5 percent back as points; one point is one rouble. Points pay up to 30 percent of the "
        "next order and expire after one year. Join with your phone number at the checkout, no card is needed.",
    ),
    DemoArticle(
        "Warranty on boots",
        "Orders",
        "en",
        "All Sever boots have a warranty of 180 days from the day of purchase. It covers soles that come off, broken "
        "zips and torn seams; it does not cover normal wear. Bring the receipt or the order number. A repair takes up "
        "to 20 days and is free of charge under warranty.",
    ),
    DemoArticle(
        "Boot sizes",
        "Orders",
        "en",
        "Boots run true to European sizes: 40 fits a foot of 25.5 cm, 41 of 26 cm, 42 of 27 cm, 43 of 27.5 cm and 44 "
        "of 28.5 cm. With a thick woollen sock take one size more. Half sizes are not made.",
    ),
    DemoArticle(
        "Order status and changes",
        "Orders",
        "en",
        "You get the tracking number by SMS when the order leaves our warehouse, usually on the day after payment. "
        "The address or the size can be changed until the parcel is handed to the courier. An order that is not paid "
        "within 48 hours is cancelled automatically.",
    ),
    DemoArticle(
        "Wholesale and corporate orders",
        "Orders",
        "en",
        "From 20 pieces we sell at wholesale prices, 18 percent below retail. We put a company's logo on jackets and "
        "caps; embroidery takes 10 working days. Samples are lent for one week against a deposit.",
    ),
]
