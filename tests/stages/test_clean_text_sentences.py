"""clean_text: sentences that begin with the words of a notice or a call and go on, and the notices beside them."""

import pytest

from tests.stages.cleaning import BODY, clean


@pytest.mark.parametrize(
    "line",
    [
        "All rights reserved seats were sold within an hour, the box office said on Sunday.",
        "Alle Rechte vorbehalten bleiben dem Verein, so steht es in der Satzung von 1921.",
        "Tous droits réservés aux braves, disait le vieux capitaine à ses marins.",
        "Todos los derechos reservados a los vecinos, decía el cartel de la plaza mayor.",
        "Все права защищены, говорил юрист, но никто ему не верил в этом городе.",
        "版权所有者是谁，法院至今没有给出答案，双方都在等待。",  # who owns the copyright, no court has said
        "無断転載を禁じる札が、古い写真館の壁に今も掛かっている。",  # a plate that forbids copies hangs on a wall
        "저작권 문제로 다투던 두 시인이 어제 시장에서 화해했다.",  # two poets who quarrelled over rights made peace
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_a_sentence_that_goes_on_behind_the_words_of_a_notice_stays(line: str, above: bool) -> None:
    body = f"{line}\n{BODY}" if above else f"{BODY}\n{line}"

    assert clean(body).body == body


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to our newsletter is now painted on the church door in letters a foot high, to the dismay of many.",
        "Follow us on the road, the shepherd told the tourists, and they did.",
        "Takip et suyu, bulursun değirmeni.",  # follow the water and you find the mill
        "Abone ol dedi kızım, anlamadım.",  # subscribe, said my daughter, and I did not understand
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_a_sentence_that_begins_with_a_call_stays(line: str, above: bool) -> None:
    body = f"{line}\n{BODY}" if above else f"{BODY}\n{line}"

    assert clean(body).body == body


@pytest.mark.parametrize(
    "line",
    [
        "All rights reserved by Thaxby Media Limited.",
        "Alle Rechte vorbehalten. Nachdruck nur mit Genehmigung.",
        "Все права защищены, перепечатка запрещена.",
        "Todos los derechos reservados. Prohibida la reproducción total o parcial de este contenido sin permiso.",
        "Prohibida la reproducción total o parcial de este contenido sin permiso escrito.",
        "版权所有，未经授权不得转载。",
        "版权所有 青石晚报，未经许可不得转载。",
        "無断転載を禁じます。",
        "本サイトの記事の無断転載を禁じます。",
        "저작권자 ⓒ 남도데일리, 무단 전재 및 재배포 금지.",
        "جميع الحقوق محفوظة لصحيفة المرفأ.",  # all rights reserved to a paper, in Arabic
        "Subscribe to our newsletter to get the news in your inbox every morning.",
        "Follow us on Facebook and Twitter for more.",
        "Abone ol, haberleri kaçırma.",
    ],
)
def test_a_notice_or_a_call_of_one_sentence_goes(line: str) -> None:
    assert clean(f"{BODY}\n{line}").body == BODY


@pytest.mark.parametrize(
    "line",
    [
        "Is there a newsletter?",
        "Gibt es einen Newsletter?",
        "Y a-t-il une newsletter ?",
        "Czy jest newsletter?",
        "Finns det ett nyhetsbrev?",
        "Υπάρχει newsletter;",  # Greek asks with a semicolon
        "Van hírlevél?",
        "आपका न्यूज़लेटर कहाँ है?",
        "뉴스레터가 있나요?",
        "آیا خبرنامه دارید؟",
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_a_question_about_a_newsletter_stays(line: str, above: bool) -> None:
    body = f"{line}\n{BODY}" if above else f"{BODY}\n{line}"

    assert clean(body).body == body


@pytest.mark.parametrize(
    "line", ["Sign up for our newsletter?", "Chcete dostávat newsletter?", "Our newsletter", "Abonnez-vous ?"]
)
def test_a_call_that_asks_goes(line: str) -> None:
    assert clean(f"{BODY}\n{line}").body == BODY
