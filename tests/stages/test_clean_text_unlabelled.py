"""clean_text: a short headline above a date is no author, in any language; a name is when nothing speaks against it."""

import pytest

from streams.core.article import Article
from tests.stages.cleaning import clean, clean_article

ENGLISH = "The ferry will cross the bay again on Monday, the harbour office said on the radio today."
GERMAN = "Die alte Mühle am Bach mahlt nach neun Jahren wieder, wie der Verein am Samstag mitteilte."
VIETNAMESE = "Chiếc cối xay nước cũ bên bờ sông đã quay trở lại sau chín năm, theo lời người dân trong xã."
CHINESE = "老水车在停转九年之后终于又转了起来，村里的老人和孩子周六一早就来到岸边，听它在水里发出的声音。"
JAPANESE = "九年ぶりに川辺の音が戻り、土曜日の朝から住民たちが橋の上に集まって耳を傾けたと村役場が発表した。"
KOREAN = "구 년 만에 강가의 소리가 돌아왔고 토요일 아침부터 주민들이 다리 위에 모여 귀를 기울였다고 면사무소가 전했다."
ARABIC = "بدأت الطاحونة القديمة بالدوران مرة أخرى بعد تسع سنوات من التوقف كما قال المجلس المحلي يوم السبت."


@pytest.mark.parametrize(
    ("headline", "date", "body"),
    [
        ("河边集市开幕", "2024-06-12 08:30", CHINESE),
        ("水車が再び回る", "2024年6月3日 10時15分", JAPANESE),
        ("물레방아 다시 돈다", "입력 2024-06-03 10:15", KOREAN),
        ("강변서 여름 축제 성황리 개막", "2024-06-03 10:15", KOREAN),
        ("القرية تحتفل بمهرجان الصيف غدا", "2024-06-03", ARABIC),
        ("Rovers Win Again Away", "3 June 2024", ENGLISH),
        ("Old Wheels Turn", "3 June 2024", ENGLISH),
        ("大雪警報", "2024年6月3日", JAPANESE),
        ("Harbour Ferry", "3 June 2024", ENGLISH),  # the text is about them
        ("Alte Mühle", "3. Juni 2024", GERMAN),
        ("Hội Làng", "3/6/2024", VIETNAMESE),
        ("社説", "2024年5月6日", JAPANESE),
        ("本报讯", "2024-05-06", CHINESE),
        ("Local News", "3 June 2024", ENGLISH),
        ("Wilde Wasser", "3. Juni 2024", GERMAN),  # two words as names have them, and in no table of names
        ("Viento Norte", "3 de junio de 2024", ENGLISH),
        ("Великий Ветер", "03.06.2024", ENGLISH),
        ("Grosse Wiesen Unten", "3. Juni 2024, 10:15", ENGLISH),  # three words, of which none is known
        ("Neue Wege", "3. Juni 2024, 10:15", ENGLISH),  # everyday words
        ("“Flood Warning”", "3 June 2024", GERMAN),
        ("U.S. President Visits", "3 June 2024", GERMAN),
    ],
)
def test_a_short_headline_above_a_date_is_no_author(headline: str, date: str, body: str) -> None:
    cleaned = clean(f"{headline}\n{date}\n{body}")

    assert (cleaned.body, cleaned.authors) == (f"{headline}\n{body}", ())
    assert cleaned.published_at


@pytest.mark.parametrize(
    ("line", "body"), [("Wilde Wasser", GERMAN), ("Flood Warning", ENGLISH), ("시장", KOREAN), ("Hà Giang", VIETNAMESE)]
)
@pytest.mark.parametrize("site", ["", " - Oakham Post"])
def test_the_title_of_the_record_is_no_author(line: str, body: str, site: str) -> None:
    cleaned = clean(f"{line}\n3.6.2024\n{body}", title=f"{line}{site}")

    assert (cleaned.body, cleaned.authors) == (f"{line}\n{body}", ())


@pytest.mark.parametrize(
    ("headline", "date", "body"), [("夏祭り開幕", "2024年5月6日", JAPANESE), ("Flood Warning", "6 May 2024", ENGLISH)]
)
def test_the_headline_of_a_page_is_no_author(headline: str, date: str, body: str) -> None:
    article = f"<h1>{headline}</h1><div>{date}</div><p>{body}</p><p>{body[::-1]}</p>"
    page = f"<html><body><article>{article}</article></body></html>"
    result = clean_article(Article(title="", body=page, content_type="text/html"))

    assert (result.title, result.authors) == (headline, ())
    assert headline in result.body


@pytest.mark.parametrize(
    ("head", "name", "stays", "body"),
    [
        ("河边集市开幕\n2024-06-12 08:30\n记者：何小平", "何小平", "河边集市开幕", CHINESE),
        ("Flood Warning\n3 June 2024\nBy Ana Ruiz", "Ana Ruiz", "Flood Warning", ENGLISH),
        ("Wilde Wasser\n3. Juni 2024\nVon Ana Ruiz", "Ana Ruiz", "Wilde Wasser", GERMAN),
        ("Am Bach ist es wieder laut\nWilde Wasser\n3. Juni 2024\nVon Ana Ruiz", "Ana Ruiz", "Wilde Wasser", GERMAN),
    ],
)
def test_a_name_with_a_label_wins_over_a_line_without(head: str, name: str, stays: str, body: str) -> None:
    cleaned = clean(f"{head}\n{body}")

    assert cleaned.authors == (name,)
    assert stays in cleaned.body.split("\n")


@pytest.mark.parametrize(
    ("head", "name", "body"),
    [
        ("Great Storm\n3 June 2024\nAna Ruiz", "Ana Ruiz", ENGLISH),
        ("Wilde Wasser\n3. Juni 2024\nAna Ruiz", "Ana Ruiz", GERMAN),
        ("洪水警报\n2024-06-03\n何小平", "何小平", CHINESE),
    ],
)
def test_of_two_names_around_a_date_the_first_line_is_the_headline(head: str, name: str, body: str) -> None:
    cleaned = clean(f"{head}\n{body}")

    assert cleaned.authors == (name,)
    assert cleaned.body == f"{head.partition(chr(10))[0]}\n{body}"


@pytest.mark.parametrize(
    ("head", "name", "body"),
    [
        ("Nadia Ferrán\n08/10/2024 - 09:15", "Nadia Ferrán", "Nadie vio la máquina hasta que dieron las ocho."),
        ("Oya Demirkazık\n22 Temmuz 2024 - 10:05", "Oya Demirkazık", ENGLISH),  # in no table; the date has a clock
        ("Rasa Petrauskienė\n2025 m. kovo 14 d.", "Rasa Petrauskienė", ENGLISH),  # as surnames end
        ("Szép Ilona\n2025. február 14.", "Szép Ilona", ENGLISH),  # the family in front
        ("ปวีณา ศรีชลธาร\n15 มีนาคม 2567", "ปวีณา ศรีชลธาร", "โรงเรียนบ้านดอนสวนใช้ระฆังจากเรือเก่าแทนออดไฟฟ้าที่เสียมานานสองปี"),
        ("МАРИЯ КОТОВА\n05.04.2025 14:20", "МАРИЯ КОТОВА", "В саду посадили дерево, которое никто не узнал."),
        ("Lê Thu Hạnh\n07/03/2025 10:15", "Lê Thu Hạnh", VIETNAMESE),
        ("林育安\n2024/05/20 08:30", "林育安", CHINESE),
        ("네 번째 다리가 강 위에 놓였다\n김바다\n2024-06-03", "김바다", KOREAN),
        ("هدى سالم\n2024-06-03", "هدى سالم", ARABIC),
        ("Rovers win again away from home\nAna María Ruiz\n3 June 2024", "Ana María Ruiz", ENGLISH),
        ("Ana Ruiz\n3 June 2024\nBy Ana Ruiz", "Ana Ruiz", ENGLISH),
    ],
)
def test_a_name_beside_a_date_is_the_author_when_nothing_speaks_against(head: str, name: str, body: str) -> None:
    cleaned = clean(f"{head}\n{body}")

    assert cleaned.authors == (name,)
    assert name not in cleaned.body


@pytest.mark.parametrize(
    "line",
    [
        "Reggio Emilia, 12 giugno 2024",  # a city
        "Borgo Vecchio, 12 giugno 2024",  # in front of a comma stands where, when no table has the name
        "Dry Creek, AP",
        "Cedar Falls, AP",
        "Alte Brücke / dpa",
    ],
)
def test_a_place_or_a_title_beside_a_date_or_an_agency_is_no_author(line: str) -> None:
    cleaned = clean(f"Die Mühle am Bach dreht sich wieder\n{line}\n{GERMAN}")

    assert cleaned.authors == ()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Anna Keller, 12. Juni 2024", ("Anna Keller",)),
        ("Krystyna Nowak, PAP", ("Krystyna Nowak",)),
        ("港島新聞 林小美 2024年3月5日", ("林小美",)),  # the paper in front of the name
        ("Levke Thoms | 12.06.2024", ("Levke Thoms",)),  # in no table; a bar stands beside authors
    ],
)
def test_a_name_on_the_line_of_date_or_agency_is_the_author(line: str, names: tuple[str, ...]) -> None:
    cleaned = clean(f"Die Mühle am Bach dreht sich wieder\n{line}\n{GERMAN}")

    assert cleaned.authors == names


@pytest.mark.parametrize(
    ("head", "name", "body"),
    [
        ("3 June 2024\nRovers win again away from home\nAnna Keller", "Anna Keller", ENGLISH),
        ("5 марта 2025, 10:12\nПаром без мотора перевёз школьников\nОлег Свиридов", "Олег Свиридов", VIETNAMESE),
    ],
)
def test_a_known_name_above_the_body_is_the_author_though_the_date_is_elsewhere(
    head: str, name: str, body: str
) -> None:
    cleaned = clean(f"{head}\n{body}")

    assert cleaned.authors == (name,)
    assert name not in cleaned.body


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("3 June 2024\nRovers win again away from home\nHarbour Lights", GERMAN),
        ("3 June 2024\nRovers win again away from home\nGreat Storm", GERMAN),
        ("Rovers win again away from home\nAnna Keller", GERMAN),  # no date, no byline
        ("3 June 2024\nWho runs the mill\nAnna Keller", f"The mill of Anna Keller is open again, they say. {ENGLISH}"),
        ("3 June 2024\nWho runs the mill today\nAnna Keller\nMaria Schmidt", GERMAN),  # a list
    ],
)
def test_another_line_above_the_body_stays(head: str, body: str) -> None:
    cleaned = clean(f"{head}\n{body}")

    assert cleaned.authors == ()
    assert head.splitlines()[-1] in cleaned.body.split("\n")


ABOVE = {
    "vi": "Cối xay nước cũ bên sông đã quay trở lại sau chín năm.\nNgười dân cho biết họ đã chờ đợi đủ lâu.",
    "de": f"{GERMAN}\nZur Feier kamen dreihundert Gäste.\nNun fehlt nur noch der Müller, sagt der Verein.",
    "ru": "Старая мельница снова работает.\nЖители ждали девять лет.\nНа праздник пришли триста человек.",
}


@pytest.mark.parametrize(
    ("language", "name"), [("vi", "Hà My"), ("vi", "Thu Bình"), ("de", "Anna Keller"), ("ru", "Анна Иванова")]
)
def test_a_name_alone_below_the_last_sentence_signs(language: str, name: str) -> None:
    cleaned = clean(f"{ABOVE[language]}\n{name}")

    assert (cleaned.body, cleaned.authors) == (ABOVE[language], (name,))


def test_a_signature_goes_beside_another_byline_too_as_it_would_when_cleaned_once_more() -> None:
    cleaned = clean(f"Die Mühle dreht sich wieder\nVon Ana Ruiz\n{ABOVE['de']}\nAnna Keller")

    assert (cleaned.authors, clean(cleaned.body).body) == (("Ana Ruiz",), cleaned.body)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("vi", "Hà Nội"),
        ("de", "Wilde Wasser"),
        ("de", "Bad Ischl"),
        ("ru", "Великий Ветер"),
        ("de", "„Das Glück ist das Einzige, was sich verdoppelt, wenn man es teilt.“\nAlbert Schweitzer"),
        ("de", "Die Müllerin Anna Keller hat lange darauf gewartet.\nAnna Keller"),
    ],
)
def test_another_line_below_the_last_sentence_stays(language: str, line: str) -> None:
    cleaned = clean(f"{ABOVE[language]}\n{line}")

    assert (cleaned.body, cleaned.authors) == (f"{ABOVE[language]}\n{line}", ())
