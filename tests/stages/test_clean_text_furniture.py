"""clean_text: what today's sites print around an article: buttons, players, shortcodes, pages, marks of the law."""

import pytest

from streams.stages.clean_text import Cleaned
from tests.stages.cleaning import clean

FIRST = "The ferry will cross the bay again on Monday, the harbour office said."
LAST = "It carries a dog and forty people, as it did before the war."


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Listen to this article • 4 min", "share"),
        ("Artikel merken (3:12)", "share"),
        ("[embed]https://www.youtube.com/watch?v=Qx00aaBB11c[/embed]", "placeholder"),
        ('[gallery ids="12,13,14"]', "placeholder"),
        ("[Gambas:Video 20detik]", "placeholder"),
        ("© dpa-infocom, dpa:250105-930-334455/1", "credit"),
        ("Реклама. ООО «Берег», erid: 2VtzqwXy12", "ad"),
        ("Ponte ficou submersa — Foto: Reprodução/TV Serra", "credit"),
        ("Citește și Primăria caută pietrar", "related"),
        ("ये भी पढ़ें- तालाब में मिली सौ साल पुरानी नाव", "related"),
        ("Článok pokračuje pod video reklamou", "ad"),
        ("BONUS VIDEO:", "ad"),
        ("写真・図版", "credit"),
        ("Read 12 Comments", "counter"),
        ("Rubriklistenbild: © Jonas Piel", "credit"),
        ("Ouça este artigo 00:00 02:41", "share"),
        ("📱Clique aqui para seguir o canal do g2 Serra no WhatsApp", "share"),
        ("Simak juga video 'Detik-detik Jembatan Dibuka':", "related"),
        ('Simak Video "Jembatan Baru"', "related"),
        ("待合室に置かれた座席＝浜田湊撮影", "credit"),
        ("新しい橋（浜田湊撮影）", "credit"),
        ("新しい橋＝共同", "credit"),
        ("（新华社记者王小明摄）", "credit"),
    ],
)
def test_it_goes_from_between_two_sentences(line: str, rule: str) -> None:
    cleaned = clean(f"{FIRST}\n{line}\n{LAST}")

    assert cleaned.body == f"{FIRST}\n{LAST}"
    assert [piece.rule for piece in cleaned.get(Cleaned).removed] == [rule]


@pytest.mark.parametrize(
    "line",
    [
        "He said [sic] that [the mayor] left.",
        "[10:30] kick-off",
        "array[i] = b[j=3] and so on, the code reads.",
        "Gambas: 200 gram",  # a vegetable
        "Top story – 10 people",
        "Read More Books, Says Minister",
        "See also Appendix B",
        "Read 12 books",
        "Kick-off 15:00",
        "Listen · 4 min",  # one word is too little
        "The WhatsApp channel",
        "Follow us on the way to the harbour",
        "Simak juga suara ombak",
        "新しい橋＝5日、東京都港区",
        "連続ドラマ、京都で撮影",
        "竜巻が発生、屋根飛ぶ（視聴者撮影）",
    ],
)
def test_what_looks_like_it_stays_between_two_sentences(line: str) -> None:
    body = f"{FIRST}\n{line}\n{LAST}"

    assert clean(body).body == body


def test_a_caption_without_credit_stays_when_its_shortcode_goes() -> None:
    body = f'{FIRST}\n[caption id="x_1" width="800"]Crews at the mill[/caption]\n{LAST}'

    assert clean(body).body == f"{FIRST}\nCrews at the mill\n{LAST}"


@pytest.mark.parametrize(
    "line",
    [
        "Skip to main content",
        "Ga naar hoofdinhoud",
        "本文へスキップ",
        "2 hours ago",
        "dzisiaj 10:15",
        "3 giờ trước",
        "Belga",
        "Le Courrier avec AFP",
        "12 March 2025\n3 min",
        "12 марта 2025\n2 мин.",
        "Kompas.com - 15/03/2025, 07:05 WIB",
        "dpa-AFX · 15.03.2025 · 09:41 Uhr",
        "ma 24 mrt 2025 - 22u51",
        "अपडेटेड 3 घंटे पहले",
        "آخر تحديث قبل 3 ساعات",
        "Oppdatert for 3 timer siden",
        "3時間前に更新",
        "prieš 2 valandas",
        "قبل ساعتين",
        "Heute, 10:15 Uhr",
        "By செய்திப்பிரிவு",
    ],
)
def test_it_goes_from_above_the_body(line: str) -> None:
    assert clean(f"{line}\n{FIRST}\n{LAST}").body == f"{FIRST}\n{LAST}"


@pytest.mark.parametrize("line", ["30 min", "Vor 100 Jahren", "Il y a 50 ans", "Hoy cumple 100", "Page 3 models"])
def test_figures_that_say_something_else_stay_above_the_body(line: str) -> None:
    body = f"{line}\n{FIRST}\n{LAST}"

    assert clean(body).body == body


@pytest.mark.parametrize(
    "line",
    [
        "Halaman Selanjutnya",
        "Page 1 of 2",
        "Seite 1/3",
        "1 2 Next page",
        "次のページ",
        "Follow Saltmarsh News on Facebook, X and Instagram.",
        "Associated Press writer Lena Ortiz in Columbus contributed to this report.",
        "ATS / AWP",
        "(Telegraf.rs)",
        "*Sob supervisão de Ana Clara Brant",
        "Нашли ошибку? Выделите её и нажмите Ctrl+Enter",
        "Als bevorzugte Quelle auf Google hinzufügen",
        "Ajoutez-nous à vos sources préférées sur Google",
        "優先するソースとしてGoogleに追加",
        "ČTK, red",
        "Com Lusa",
        "Das Interview führte Anna Keller.",
        "Ptala se Anna Nová",
        "Az interjút készítette: Szabó Anna",
        "Have you got news for us? Write to sport@vale.example",
        "Hà My (Theo BBC)",
    ],
)
def test_it_goes_from_below_the_body(line: str) -> None:
    assert clean(f"{FIRST}\n{LAST}\n{line}").body == f"{FIRST}\n{LAST}"


@pytest.mark.parametrize(
    "line",
    [
        "Учёные нашли ошибку",
        "Like its rivals, it lost users on Facebook and Instagram.",
        "Share prices fell on Facebook and Twitter.",
        "（敬称略）",
        "(laughs.again)",
        "Have you got room for one more?",
        "Interview with Ann Lee",
        "加入我们的队伍",
        "Passend dazu: ein leichter Rotwein",
    ],
)
def test_what_looks_like_it_stays_below_the_body(line: str) -> None:
    body = f"{FIRST}\n{LAST}\n{line}"

    assert clean(body).body == body


def test_a_japanese_name_in_brackets_signs() -> None:
    cleaned = clean(
        "市内の旧駅舎に残る柱時計が十二日、四十年ぶりに正午の鐘を鳴らした。\n音は少し低くなったという。\n（田中 健一）"
    )

    assert cleaned.authors == ("田中 健一",)
    assert "田中" not in cleaned.body
