"""Which line is a name that no label says is one?  Alone beside a date, or alone below the last sentence.

Such lines look like short headlines, `Flood Warning`, `Wilde Wasser`, and so does every short line of a script without
capitals.  A headline that goes is worse than an author who stays unknown.  So no line is a name whose words the title
or the running text has, nor when a label says who wrote; one with no headline above it needs a word that the table of
given and family names has.
"""

import re
from collections.abc import Container, Mapping
from itertools import pairwise

from streams.stages.clean_text.dateline import is_kicker
from streams.stages.clean_text.labelled import SURNAMES
from streams.stages.clean_text.lexicon import Lexicon, Named
from streams.stages.clean_text.page import Finding, Line
from streams.text.dates import find_date
from streams.text.lines import ends_sentence, is_anchor, is_body_like, is_spaceless, is_unstopped, key, size
from streams.text.names import ends_as_surname, is_name, is_nobody, split_names

_NAME_CP = 40
_DATES = 20  # above and below one article there are never more; a table of names and days has
_HEADLINE_WORDS, _HEADLINE_WIDE = 3, 6  # fewer are a section: `Local News`, `社説`
_HEADED = 2  # lines above; the first one may be a headline: `Angela Merkel`
_SURELY_WORDS = 5  # no newsroom is called so: `The ferry that sails again`
_UNCASED_WORDS = 3  # `محمد عبد الله` has three, and a headline of four words is like any name
# Particles, and kana with Han behind it, are in sentences: `水車が再び回る`.  In names kana stands last, `井上ひさし`.
_JAPANESE_SAYS = re.compile(r"[がをはへ]|[ぁ-ん][一-鿿]|[一-鿿][るいうくすつぬむ]$")
_HANGUL = re.compile(r"[가-힣]")
_KOREAN_SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진나지엄채원천방공현함변염여추도소석"
    "선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
)
_VIETNAMESE = re.compile("[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđơư]", re.IGNORECASE)
_VIETNAMESE_SURNAME_WORDS = (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý hà đinh đào đoàn trương mai lâm cao trịnh "
    "tô tạ châu quách thái lưu lương phùng tống từ vương"
)
_VIETNAMESE_SURNAMES = frozenset(_VIETNAMESE_SURNAME_WORDS.split())
_HAN = re.compile(r"[一-鿿々]+")
_HAN_CP = 4
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_SURE_WORDS, _KNOWN_WORDS = 2, 3
_SIGNED_WORDS = 4
_SIGNED_LINES = 2  # sentences above it, at least
_VIETNAMESE_LETTERS = 20  # one letter in so many, at least, is one that only Vietnamese has
_CLOCK = re.compile(r"\d{1,2}\s?[:：.hH時시]\s?\d{2}(?!\d|\.\d)")
_QUOTED = frozenset('"“”„«»「」『』')
_SAID_CP = 2000  # of the running text; what it is about stands there
_WORD_CP, _SHORT_CP, _ENDING_CP = (
    4,
    6,
    2,
)  # shorter words are those of any text; endings differ, but `nadie` is no Nadia
_WORD = re.compile(r"[^\W\d_][^\s,.;:!?()]*")
_KOREAN_NAME = re.compile(r"[가-힣]{2,4}(?: [가-힣]{3}){0,3}")
# What papers print where a name could stand, in scripts without capitals.
_SECTION_WORDS = (
    "社説 社论 社論 特集 連載 速報 号外 有料記事 会員記事 無料記事 独自 解説 論説 写真特集 地域 国際 政治 経済 社会 "
    "全国 天気 文化 本报讯 本報訊 本报消息 快讯 快訊 讯 訊 消息 独家 獨家 专题 專題 评论 評論 时评 時評 要闻 要聞 "
    "头条 頭條 国内 國內 国际 國際 社会 社會 经济 經濟 财经 財經 体育 體育 娱乐 娛樂 科技 健康 教育 生活 视频 視頻 "
    "图片 圖片 原创 原創 转载 轉載 사설 속보 단독 종합 기획 칼럼 오피니언 정치 경제 사회 문화 국제 전국 지역 기고 시론"
)
_SECTIONS = frozenset(_SECTION_WORDS.split())
_INITIAL = re.compile(r"(?<!\w)\w\. ?(?=\w{2})")  # `Б.Сарнай`


def names_beside_dates(
    lines: list[Line],
    found: Mapping[int, Finding],
    lexicon: Lexicon,
    *,
    title: str,
    names: tuple[str, ...],
    credits: list[str],
) -> list[Line]:
    """Find the bare names above or below a date line, with the trade between them if there is one.

    *found* holds what lines are, by number; *names* are the authors that lines named which are gone, *credits* what
    else is gone that credits somebody.  The line that *title* begins with is none, and beside a line with a label only
    the same name is one.
    """
    known = {*names, *(name for one in found.values() if one.rule == "byline" for name in one.names)}
    dates = [index for index, line in enumerate(lines) if line.number in found and found[line.number].rule == "date"]
    if not 0 < len(dates) <= _DATES:
        return []
    around = (one.text for at in dates for one in lines[max(at - 2, 0) : at + 3])
    if not any(_is_bare_name(text, lexicon) for text in around):
        return []  # nearly always
    headline = next(
        (index for index, line in enumerate(lines) if line.number not in found and _is_headline(line.text)), len(lines)
    )
    said = _running_text(lines)
    beside = []
    for index in dates:
        for step in (-1, 1):
            other = index + step
            if 0 <= other < len(lines) and lexicon.has("byline.label", key(lines[other].text)):
                other += step  # a trade stands between: `Ana Ruiz`, `Reporter`, the date
            if not 0 <= other < len(lines) or not _is_bare_name(lines[other].text, lexicon):
                continue
            if step < 0 and _is_place_below(lines, other, found, lexicon):
                other += step
            text = lines[other].text
            is_trade = other not in (index - 1, index + 1)
            if known and not known.issuperset(split_names(text)):
                continue  # a headline
            is_below = bool(title) or headline < min(other, index)
            if not is_below and step < 0 and _names_below(lines[index + 1 : index + 2], text, found, lexicon):
                continue
            if is_below:
                is_named = lexicon.named(text) is not Named.NO
            else:
                is_named = _is_surely_a_name(
                    text, lexicon, credits, is_timed=_CLOCK.search(lines[index].text) is not None
                )
            if (is_trade or is_named) and not _repeats(text, title, said):
                beside += lines[min(other, index + step) : max(other, index + step) + 1]
                break
    return beside


def _is_place_below(lines: list[Line], at: int, found: Container[int], lexicon: Lexicon) -> bool:
    """Tell whether the line between a known name and the date is no name: `Lucía Arrabal`, `Villalba del Pinar`."""
    if at < _HEADED or lines[at - 1].number in found or lexicon.named(lines[at].text).is_known:
        return False
    above = lines[at - 1].text
    return _is_bare_name(above, lexicon) and lexicon.named(above).is_known and not lexicon.people(above)


def name_in_head(lines: list[Line], found: Mapping[int, Finding], lexicon: Lexicon, *, title: str) -> Line | None:
    """Find the one line between headline and body that is a name by all that is known, though no date is beside it.

    The head has a date or a byline without a name elsewhere, and the text does not speak of that person.
    """
    count = next((at for at, line in enumerate(lines) if line.number not in found and is_anchor(line.text)), 0)
    head = lines[:count]
    if not any(line.number in found and found[line.number].rule in ("date", "byline") for line in head):
        return None
    left = [line for line in head if line.number not in found]
    names = [line for line in left if _is_known_name(line.text, lexicon)] or _above_offices(head, found, lexicon)
    if (
        len(names) != 1
        or not (title or _is_headline(left[0].text))
        or _repeats(names[0].text, title, _running_text(lines))
    ):
        return None
    return names[0]


def _above_offices(head: list[Line], found: Mapping[int, Finding], lexicon: Lexicon) -> list[Line]:
    """Give names with one known word directly above an office: `Jandira Moreira`, `Da redação, em Brejo Alto`.

    Above an office and a date no word of the name has to be known.
    """
    names = []
    for at, (line, below) in enumerate(pairwise(head)):
        if line.number in found or below.number not in found or not _is_bare_name(line.text, lexicon):
            continue
        if (found[below.number].rule, found[below.number].names) != ("byline", ()) or lexicon.people(line.text):
            continue
        last = head[at + 2] if at + 2 < len(head) else None
        is_dated = last is not None and last.number in found and found[last.number].rule == "date"
        named = lexicon.named(line.text)
        if named.is_known or (is_dated and named is Named.OPEN):
            names.append(line)
    return names


def _is_known_name(text: str, lexicon: Lexicon) -> bool:
    """Tell whether both words are known as names, or one where capitals stand in front of names only."""
    if text.count(" ") != 1 or not _is_bare_name(text, lexicon) or lexicon.people(text):
        return False
    named = lexicon.named(text)
    return named is Named.BOTH or (named is Named.YES and not _LATIN.match(text))


def signature(lines: list[Line], found: Container[int], lexicon: Lexicon) -> Line | None:
    """Find the author's name alone below the last sentence, where Vietnamese and Central Asian papers sign.

    *found* holds the numbers of lines that go.  Nothing but such lines may stand below the name.
    """
    index = len(lines)
    while index and lines[index - 1].number in found:
        index -= 1
    if index < 2 or not is_anchor(lines[index - 2].text):
        return None
    words = lines[index - 1].text.split()
    is_signature = len(words) <= _SIGNED_WORDS and all(word[0].isupper() for word in words)
    return lines[index - 1] if is_signature and _is_bare_name(lines[index - 1].text, lexicon) else None


def signs_alone(lines: list[Line], signed: Line, lexicon: Lexicon) -> bool:
    """Tell whether a name is the signature of an article though nothing is gone below it.

    In Vietnamese most papers sign so; elsewhere its words have to be known.  A caption or a list would have the name
    in the text, and whom a sentence is quoted from stands below quotation marks.
    """
    above = [line.text for line in lines if line.number < signed.number]
    is_vietnamese = len(_VIETNAMESE.findall(above[-1])) * _VIETNAMESE_LETTERS > len(above[-1])
    count = _SIGNED_LINES if is_vietnamese else _SIGNED_LINES + 1
    first, *others = signed.text.split()
    if is_vietnamese and len(others) > 2 - (first.casefold() not in _VIETNAMESE_SURNAMES):
        return False
    if len(above) < count or not all(is_anchor(text) for text in above[-count:]):
        return False
    if not is_vietnamese and (lexicon.named(signed.text) is not Named.BOTH or above[-1][-1] in _QUOTED):
        return False
    is_said = any(signed.text in text for text in above) or _repeats(signed.text, "", _running_text(lines))
    return not is_said and not lexicon.people(signed.text)


def _names_below(below: list[Line], text: str, found: Container[int], lexicon: Lexicon) -> bool:
    """Tell whether the line below the date is a name too, so that the one above is a headline: `Great Storm`.

    Among words without capitals any two look like a name.
    """
    is_telling = text.lower() != text.upper() or " " not in text
    return is_telling and any(line.number not in found and _is_bare_name(line.text, lexicon) for line in below)


def _running_text(lines: list[Line]) -> list[str]:
    """Give the first sentences."""
    said, left = [], _SAID_CP
    for line in lines:
        if left > 0 and is_anchor(line.text):
            said.append(line.text[:left])
            left -= len(line.text)
    return said


def _repeats(text: str, title: str, sentences: list[str]) -> bool:
    """Tell whether the title begins with the line, or a sentence has one of its words: the line is a headline."""
    if key(title).startswith(key(text)):
        return True
    name = _before_place(text)  # a sentence that begins with it is about the author
    said = " ".join(sentence for sentence in sentences if not sentence.startswith(name)).casefold()
    if is_unstopped(name):  # two letters of Thai or Lao are in any text
        return any(word in said for word in name.split() if len(word) >= _WORD_CP)
    if is_spaceless(name):
        return any("".join(pair) in said for pair in pairwise(name))
    words = [word for word in name.casefold().split() if len(word) >= _WORD_CP]
    stems = tuple(word if len(word) <= _SHORT_CP else word[:-_ENDING_CP] for word in words)
    return bool(stems) and any(word.startswith(stems) for word in _WORD.findall(said))


def _is_surely_a_name(text: str, lexicon: Lexicon, credits: list[str], *, is_timed: bool) -> bool:
    """Tell whether the line can only be a headline when it is an odd one: words known as names, a surname first.

    Or a picture is credited to the same name; or no word of it is known and the date has a clock (*is_timed*), as sites
    print it below a name.
    """
    if any(text in credit for credit in credits):
        return True
    words = [word for word in _before_place(text).split() if word[0] == word[0].upper()]
    if _VIETNAMESE.search(text):
        return words[0].casefold() in _VIETNAMESE_SURNAMES
    if is_spaceless(text) and _HAN.fullmatch(text):
        return len(text) <= _HAN_CP and text[0] in SURNAMES  # `大雪警報` is none
    named = lexicon.named(text)
    if text.lower() == text.upper():
        return len(words) <= _SURE_WORDS and named not in (Named.NO, Named.DOUBT)
    if named.is_known and len(words) <= _KNOWN_WORDS:
        return True
    is_open = _INITIAL.search(text) is not None or ends_as_surname(text) or (named is Named.OPEN and is_timed)
    return is_open and len(words) <= _SURE_WORDS


def _is_headline(text: str) -> bool:
    """Tell whether the line can be the headline of a text with a name below it, and is no section."""
    words = text.split()
    long = size(text) > _HEADLINE_WIDE * 3 if is_spaceless(text) else len(words) >= _HEADLINE_WORDS
    return long and (len(words) >= _SURELY_WORDS or not is_nobody(text))


def _is_bare_name(text: str, lexicon: Lexicon) -> bool:
    if is_body_like(text) or ends_sentence(text) or len(text) > _NAME_CP or not _QUOTED.isdisjoint(text):
        return False
    text = _before_place(text)
    if not is_name(text, least_words=2) or find_date(text, lexicon.calendar) is not None:
        return False
    is_listed = text in _SECTIONS or lexicon.has("tags.section", key(text)) or lexicon.has("source.label", key(text))
    return not (is_nobody(text) or is_kicker(text) or is_listed or _says(text))


def _before_place(text: str) -> str:
    """Take the place off `હેતલ પરમાર, ભુજ`; with capitals it could be a town and its country."""
    name, comma, place = text.partition(", ")
    return name if comma and " " not in place and name[:1].lower() == name[:1].upper() else text


def _says(text: str) -> bool:
    """Tell whether a short line of a script without capitals is a headline and no name."""
    if text.lower() != text.upper():
        return False
    if _HANGUL.match(text):
        return text[0] not in _KOREAN_SURNAMES or not _KOREAN_NAME.fullmatch(text)
    return len(text.split()) > _UNCASED_WORDS or _JAPANESE_SAYS.search(text) is not None
