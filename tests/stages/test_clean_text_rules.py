"""clean_text: what is kept, what goes, what is learned, line by line in many scripts."""

import pytest

from streams.core.article import Article
from streams.core.codes import ArticleWarning
from streams.stages.clean_text import Cleaned
from tests.stages.cleaning import BODY, clean, clean_article


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement was once a word for any public notice.",
        "Komentar warga: jembatan itu terlalu sempit untuk dua kerbau.",  # Indonesian: a label that opens a sentence
        "“Source: my grandmother”",  # a quotation
        "Harbour 3, Rovers 1",  # a score
        "Q: Who pays?",
        "Comment ?",  # French: "how?"
        "出典のわからない古い時刻表が町役場に残っている。",  # Japanese: begins with the word for source
        "Comments are free, facts are sacred, and rent is due on Friday.",
        "مصدر المياه الوحيد يقع على الضفة الشرقية.",  # Arabic: begins with the word for source
        "x < 3 and y > 4",
        "ที่มาของเรือลำนี้คือโรงเรียนช่างไม้ในหมู่บ้าน",  # Thai: begins with the word for source
    ],
)
def test_words_of_clutter_inside_text_stay(line: str) -> None:
    body = f"{BODY}\n{line}\n{BODY.upper()}"

    assert clean(body).body == body


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("[quảng cáo_2]", "placeholder"),
        ("【广告】", "ad"),
        ("REKLAM", "ad"),
        ("ΔΙΑΦΗΜΙΣΗ", "ad"),  # Greek capitals carry no accents
        ("İlgili Haber: Vapur yine geldi", "related"),  # Turkish capital with a dot
        ("12 Comments | 3 Shares", "counter"),
        ("コメント（3）", "counter"),
        ("Photo by Ana Ruiz", "credit"),
        ("(Foto: dpa)", "credit"),
        ("googletag.cmd.push(function() { googletag.display('x'); });", "script"),
        ("* * *", "symbols"),
        ("Կարդացեք նաև՝ Հին կայարանը կդառնա թանգարան", "related"),  # Armenian colon
        ("រូបថត៖ សុខ ដារ៉ា", "credit"),  # Khmer colon
        ("【写真】編み上がったゴールを運ぶ漁師たち", "credit"),
        ("ADVERTISEMENT - SCROLL TO CONTINUE", "ad"),
        ("Baxış sayı: 1 204", "counter"),  # blanks between thousands
        ("کد خبر: ۱۴۰۳۱۲۲۴۰۹۸۱", "counter"),  # Persian news number
        ("Asociatyvi nuotr.", "credit"),
    ],
)
def test_a_strong_rule_removes_its_line_in_the_middle(line: str, rule: str) -> None:
    cleaned = clean(f"{BODY}\n{line}\n{BODY.upper()}")

    assert cleaned.body == f"{BODY}\n{BODY.upper()}"
    assert [(piece.rule, piece.text) for piece in cleaned.get(Cleaned).removed] == [(rule, line)]


@pytest.mark.parametrize(
    ("head", "authors", "day"),
    [
        ("By Ana Ruiz and Jan Ek\nPublished: March 5, 2025", ("Ana Ruiz", "Jan Ek"), "2025-03-05"),
        ("Par Aurélie Sabatier, le 14 mai 2023", ("Aurélie Sabatier",), "2023-05-14"),
        ("记者：沈一鸣\n2024年11月3日", ("沈一鸣",), "2024-11-03"),
        ("홍길동 기자\n2024.03.05 14:22", ("홍길동",), "2024-03-05"),
        ("سلمى الكندري\n11 يناير 2024", ("سلمى الكندري",), "2024-01-11"),
        ("15 พฤษภาคม 2567 เวลา 10.30 น.", (), "2024-05-15"),  # Thai Buddhist year
        ("Publié le 1er août 2024 à 08h15, mis à jour le 2 août 2024", (), "2024-08-01"),
        ("በሰላማዊት ከበደ\nመጋቢት 5 ቀን 2017 ዓ.ም", ("ሰላማዊት ከበደ",), "2025-03-14"),  # Amharic: "by" is written onto the name
        ("सरिता तामाङ\n१ चैत २०८१, शुक्रबार १०:१२", ("सरिता तामाङ",), None),  # a Nepali day stays open
        ("ავტორი: ნინო მაისურაძე\n14 მარტი, 2025", ("ნინო მაისურაძე",), "2025-03-14"),
        ("Б.Сарнай\n2025 оны 3-р сарын 14", ("Б.Сарнай",), "2025-03-14"),
        ("Na Neema Kibwana, Tanga\nMachi 14, 2025", ("Neema Kibwana",), "2025-03-14"),  # the place is no author
        ("ویب ڈیسک\nجمعہ 14 مارچ 2025", (), "2025-03-14"),  # a newsroom is no author
        ("2025-03-14 10:12 来源：滇池新闻网\n字号：A- A A+", (), "2025-03-14"),
        ("હેતલ પરમાર, ભુજ\n02 સપ્ટેમ્બર 2024", ("હેતલ પરમાર",), "2024-09-02"),
        ("Amaia Etxeberria\n2024ko irailaren 2a", ("Amaia Etxeberria",), "2024-09-02"),  # Basque "of September"
        ("Last updated: 5 March 2024", (), None),  # an update is not a publication
        ("5 listopada 2024", (), None),  # October in Croatian, November in Polish: no guess
    ],
)
def test_byline_and_date_become_facts(head: str, authors: tuple[str, ...], day: str | None) -> None:
    cleaned = clean(f"{head}\n{BODY}")

    assert cleaned.body == BODY
    assert cleaned.authors == authors
    assert cleaned.published_at == (f"{day}T00:00:00.000Z" if day else None)


def test_the_declared_language_decides_a_month_that_means_two() -> None:
    article = Article("", f"5 listopada 2024\n{BODY}", declared_language="pl")

    cleaned = clean_article(article)

    assert cleaned.published_at == "2024-11-05T00:00:00.000Z"


def test_facts_of_the_record_win_over_facts_of_the_text() -> None:
    article = Article(
        "", f"By Ana Ruiz\n5 March 2025\n{BODY}", authors=("Bo Ek",), published_at="2025-01-01T00:00:00.000Z"
    )

    cleaned = clean_article(article)

    assert (cleaned.authors, cleaned.published_at) == (("Bo Ek",), "2025-01-01T00:00:00.000Z")


@pytest.mark.parametrize(
    ("start", "place"),
    [
        ("PARIS (Reuters) - It rained on the fair all day long.", "PARIS"),
        ("САНКТ-ПЕТЕРБУРГ, 3 марта. — Дождь шёл весь день над ярмаркой.", "САНКТ-ПЕТЕРБУРГ"),
        ("Jakarta (ANTARA) - Hujan turun sepanjang hari di pasar malam.", "Jakarta"),
        ("Lənkəran, 14 mart, Talış Press - Bazarda bütün gün yağış yağdı.", "Lənkəran"),
        ("ԳՅՈՒՄՐԻ, 14 ՄԱՐՏԻ, ՇԻՐԱԿԱԲԵՐ։ Տոնավաճառում ամբողջ օրը անձրև էր։", "ԳՅՈՒՄՐԻ"),
        ("THYBORØN: Det regnede over markedet hele dagen, siger havnefogeden.", "THYBORØN"),
        ("BRATISLAVA. Na jarmoku pršalo celý deň, povedal hovorca mesta.", "BRATISLAVA"),
        ("Olot.- Va ploure tot el dia a la fira, segons l'ajuntament.", "Olot"),
        ("تھرپارکر: میلے میں سارا دن بارش ہوتی رہی اور کسی نے برا نہیں مانا۔", "تھرپارکر"),
        ("धुलिखेल — मेलामा दिनभरि पानी पर्‍यो, तर कसैले नराम्रो मानेन।", "धुलिखेल"),
        ("(강릉=한빛뉴스) 김도윤 기자 = 장터에는 하루 종일 비가 내렸다고 주민들이 전했다.", "강릉"),
        ("滇池新闻网昆明3月14日电（记者 周亦白）集市上下了一整天的雨，没有人介意。", "昆明"),
        ("BREAKING: It rained on the fair all day long, and nobody minded it.", None),
        ("तुमच्या स्वत:च्या कारमध्ये बसणे आणि दूरच्या प्रवासाला जाणे सोपे आहे.", None),  # Marathi: a colon for a visarga
        ("BORSA DE TREBALL: una empresa de selecció busca gent per a la fira.", None),
        ("वर्ष 1990 : मेले में दिन भर बारिश होती रही और किसी ने बुरा नहीं माना।", None),
        ("NATO: It rained on the fair all day long, and nobody minded it.", None),
        ("Bohinj - Na sejmu je deževalo ves dan, je povedal župan.", None),  # no capitals, agency or date
        ("स्रोत: मेले में दिन भर बारिश होती रही और किसी ने बुरा नहीं माना।", None),  # a label
        ("It rained - and nobody minded it at the fair on Sunday.", None),
        ("Spider-Man (2002) - a film about a boy and a spider in town.", None),
    ],
)
def test_the_dateline_needs_proof(start: str, place: str | None) -> None:
    cleaned = clean(f"{start}\n{BODY}")

    assert cleaned.get(Cleaned).dateline == place
    assert cleaned.body.startswith(start)


@pytest.mark.parametrize(
    ("body", "authors"),
    [
        (
            "(강릉=한빛뉴스) 김도윤 이하늘 기자 = 장터에는 하루 종일 비가 내렸다고 주민들이 전했다.",
            ("김도윤", "이하늘"),
        ),
        ("[남도데일리 이서준 기자] 장터에는 하루 종일 비가 내렸다고 주민들이 전했다.", ("이서준",)),
        ("昆明3月14日电（记者 周亦白）集市上下了一整天的雨，没有人介意。", ("周亦白",)),
        ("集市上下了一整天的雨，没有人介意。孩子们在水坑里跳舞。（记者 周亦白）", ("周亦白",)),
        ("A painting (by Ana Ruiz) hung above the fair, and it rained all day.", ()),
    ],
)
def test_reporters_in_brackets_are_learned_and_stay_in_the_text(body: str, authors: tuple[str, ...]) -> None:
    cleaned = clean(body)

    assert (cleaned.body, cleaned.authors) == (body, authors)


def test_a_name_alone_below_the_last_sentence_signs_the_article() -> None:
    cleaned = clean(f"{BODY}\nNguyễn Hải Đăng\nBình luận (0)")

    assert (cleaned.body, cleaned.authors) == (BODY, ("Nguyễn Hải Đăng",))


@pytest.mark.parametrize(
    "end",
    [
        "Nguyễn Hải Đăng",  # nothing below it says that the article is over
        "Nguyễn Hải Đăng\nTrần Thu Hà\nBình luận (0)",  # a list of names
        "roses are red\nViolets Are Blue\nComments (3)",  # a poem
        "Winners of the fair\nComments (3)",
    ],
)
def test_other_short_lines_at_the_end_stay(end: str) -> None:
    lines = [line for line in end.split("\n") if "(" not in line]

    assert clean(f"{BODY}\n{end}").body == "\n".join([BODY, *lines])


def test_the_line_about_the_author_goes_only_below_the_body() -> None:
    about = "Ana Ruiz covers courts for the Harbor Tribune."
    body = f"{BODY}\n{BODY.upper()}\nNobody minded the rain on Sunday, and the band played on until ten."

    assert clean(f"By Ana Ruiz\n{body}\n{about}\n© 2024 Tribune").body == body
    assert clean(f"By Ana Ruiz\n{about}\n{body}").body == f"{about}\n{body}"
    assert clean(f"{body}\n{about}").body == f"{body}\n{about}"


def test_a_heading_of_the_section_leads_on_to_headlines_only_at_the_very_end() -> None:
    assert clean(f"{BODY}\nMore from Coast\nA bridge falls").body == BODY
    assert "More from Coast" in clean(f"{BODY}\nMore from Coast\nA bridge falls\n{BODY.upper()}").body


def test_an_invitation_to_comment_goes_though_it_is_a_sentence() -> None:
    assert clean(f"{BODY}\nHenüz yorum yapılmamış, ilk yorumu siz yapın.").body == BODY


def test_a_page_without_statements_is_asked_below_its_headline() -> None:
    page = (
        f"<!doctype html><html><body><h1>Дъжд над панаира</h1>"
        "<div><span>Автор: Мария Терзиева</span><time>14 март 2025, 10:12</time></div>"
        f"<article>{''.join(f'<p>{line}</p>' for line in BODY.splitlines() * 3)}</article></body></html>"
    )

    cleaned = clean(page)

    assert (cleaned.authors, cleaned.published_at) == (("Мария Терзиева",), "2025-03-14T00:00:00.000Z")


def test_nothing_but_clutter_gives_an_empty_body_and_says_so() -> None:
    cleaned = clean("Share this article\nFacebook\nComments (0)")

    assert cleaned.body == ""
    assert set(cleaned.warnings) == {ArticleWarning.NO_BODY, ArticleWarning.NO_TITLE}


def test_the_guard_gives_back_what_weak_rules_took_too_much_of() -> None:
    questions = "\n".join(
        f"Who paid for the {thing} that fell into the harbour last year?" for thing in ("car", "bus", "sofa")
    )
    body = f"Related\n{questions}"

    cleaned = clean(body)

    assert cleaned.body == body
    assert ArticleWarning.CLEAN_GUARD in cleaned.warnings


def test_repairs_are_reported_as_warnings() -> None:
    cleaned = clean("The orchardâ€™s oldest tree fell on Tuesday.\nNobody was\x07 hurt.")

    assert cleaned.body == "The orchard’s oldest tree fell on Tuesday.\nNobody was hurt."
    assert {ArticleWarning.MOJIBAKE_REPAIRED, ArticleWarning.CONTROL_CHARS} <= set(cleaned.warnings)


def test_the_report_is_bounded() -> None:
    cleaned = clean(
        "\n".join([BODY, *("Read more: " + "long " * 30 + str(number) for number in range(150)), BODY.upper()])
    )
    removed = cleaned.get(Cleaned).removed

    assert len(removed) == 100
    assert max(len(piece.text) for piece in removed) <= 200
