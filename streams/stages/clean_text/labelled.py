"""Who is named behind a label or in front of a trade, without a mark?  `By Ana Ruiz`, `홍길동 기자`, `記者王小明`."""

import re

from streams.stages.clean_text.lexicon import Lexicon, Named
from streams.stages.clean_text.page import Finding
from streams.text.lines import is_spaceless, key
from streams.text.names import is_name, is_nobody, name_words, split_names

_HANGUL = re.compile(r"[가-힣]")
WHERE = re.compile(r"\s(?:in|from|at|for|For|en|desde|à|depuis|em|aus|w|v|ve|из|в|у|з|på|i|fra|från)\s(?=[^\W\d_])")
_UNCASED_WORDS, _TWO = 3, 2
_TWICE = re.compile(r"(\w+) \w{1,4} \1", re.IGNORECASE)  # `Von Tür zu Tür`
_KANA = re.compile(r"[\u30a0-\u30ff]+")
# None of them alone, nor two together, is somebody: `By Royal Appointment`, `By Land and Sea`; Robin Day is.
_IDIOM_WORDS = (
    "royal appointment popular demand invitation only request special arrangement design default night day dawn chance "
    "accident hand land sea air rail road boat train bus foot force law order choice name numbers heart contrast "
    "comparison degrees far any means other all accounts the mistake proxy post mail phone design public great alone"
)
_IDIOMS = frozenset(_IDIOM_WORDS.split())
# The surnames of nine in ten people in China, in both scripts.
SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖蕭萧田董袁潘于"
    "蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范石廖贾賈夏韦韋付傅方白邹鄒孟熊秦邱江尹薛闫閻段雷侯龙龍"
    "史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯庄莊翁洪施柯欧歐欧阮凌连連游温溫詹简簡康齐齊易乔喬"
)


def by_words(bare: str, lexicon: Lexicon) -> Finding | None:
    """Find label or trade and name in a line without a mark between them; None when there are none."""
    words = re.split(r"[ ・]", bare)
    for count in range(1, min(lexicon.longest, len(words) - 1) + 1):
        label, rest = key(" ".join(words[:count])), bare[len(" ".join(words[:count])) + 1 :]
        if lexicon.has("byline.label", label) or lexicon.has("byline.editor", label):
            names = max(split_names(rest), _before_place(rest, lexicon), key=len)
            if _is_idiom(names or (rest,)) or _is_listing(bare, rest):
                continue  # `By Popular Demand`, `文・音楽・酒`
            if lexicon.has("byline.editor", key(rest)):
                return Finding("byline")  # `By செய்திப்பிரிவு`
            if is_nobody(rest) and not (rest[0].islower() and lexicon.has("byline.common", label)):
                return Finding("byline")  # `Von Redaktion`
            if lexicon.has("byline.common", label) and not (names and is_name(names[0], least_words=2)):
                continue  # `De Niro`, `Da Vinci`, `Di Maio`
            if rest.lower() == rest.upper() and rest.count(" ") > _UNCASED_WORDS and len(names) == 1:
                continue  # a sentence looks like a name there
            if names and len(words) - count <= 8:
                return Finding("byline", names=names if lexicon.has("byline.label", label) else ())
    if lexicon.has("byline.suffix", key(bare)) and " " in bare:  # `Special correspondent`
        return Finding("byline")
    return _suffixed(words, lexicon) or _joined_byline(bare, lexicon)


def _before_place(rest: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Give the known names in front of where they write from or for whom: `Ann Lee and Tom Hart in Leeds`."""
    where = WHERE.search(rest)
    names = split_names(rest[: where.start()]) if where else ()
    return names if names and lexicon.named(names[-1]).is_known else ()


def _suffixed(words: list[str], lexicon: Lexicon) -> Finding | None:
    """`Ann Lee Political editor`, `홍길동 기자`: a trade behind a name, with a label in front or none."""
    for count in range(min(3, len(words) - 1), 0, -1):
        if lexicon.has("byline.suffix", key(" ".join(words[-count:]))):
            is_labelled = lexicon.has("byline.label", key(words[0])) and len(words) - count > 1
            named = words[int(is_labelled) : -count]
            if len(named) < 2 and named[0].lower() != named[0].upper():
                return None  # `Dear Editor`, `Our reporter`
            names = _before_trade(named, lexicon)
            return Finding("byline", names=names) if names or is_labelled else None
    return None


def _before_trade(words: list[str], lexicon: Lexicon) -> tuple[str, ...]:
    """Give who is named in front of a trade, without what she writes about or where: `Ann Lee Political`.

    Of three words or more none is left out unless a given and a family name stand in front.
    """
    text = " ".join(words)
    names = split_names(text)
    if _HANGUL.search(text):
        family = words[-2:-1] if len(words) > 1 and len(words[-2]) == 1 else []  # `김 철수`
        return names if len(names) > 1 else split_names(" ".join([*family, words[-1]]).replace("·", ", "))
    if text.lower() == text.upper() or len(names) > 1:
        return names
    for count in range(len(words), 1, -1):
        if lexicon.named(" ".join(words[:count])) is Named.BOTH:
            return split_names(" ".join(words[:count]))
    named = lexicon.named(text)
    return names if len(name_words(text)) == _TWO and (named.is_known or named is Named.OPEN) else ()


def _is_idiom(names: tuple[str, ...]) -> bool:
    if any(_TWICE.fullmatch(name) for name in names):
        return True
    return bool(names) and all(word in _IDIOMS for name in names for word in name.casefold().split())


def _is_listing(bare: str, rest: str) -> bool:
    """Tell whether dots join several words, not label and name; in kana they may: `文・ジョン・スミス`."""
    return "・" in rest and " " not in bare and not _KANA.fullmatch(rest)


def _joined_byline(bare: str, lexicon: Lexicon) -> Finding | None:
    """`記者王小明／台北報導`: label, name and place without blanks; without a place the name begins with a surname."""
    if " " in bare or not is_spaceless(bare):
        return None
    for count in (2, 3, 4):
        name, *place = re.split(r"[／/]", bare[count:])
        if not place and name[:1] not in SURNAMES:
            continue  # `记者节快到了`, `作者已死`
        if lexicon.has("byline.label", key(bare[:count])) and 2 <= len(name) <= 4 and is_name(name):
            return Finding("byline", names=(name,))
    return None
