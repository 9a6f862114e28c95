"""Where and by whom was it written?  What stands in front of the first sentence: `PARIS (Reuters) - ...`.

The place is given as printed, and only when something proves that it is one: capitals, an agency, a date, or the
punctuation of a dateline.  Reporters are read from brackets there and at the very end.  All of it stays in the text.
"""

import re
from dataclasses import dataclass

from streams.stages.clean_text.byline import byline
from streams.stages.clean_text.lexicon import Lexicon
from streams.text.dates import Calendar
from streams.text.lines import COLONS, is_anchor, is_quote, is_spaceless, key

# A place, then agency or date or nothing, then a dash with blanks around it, then the sentence.
_FRONT = re.compile(
    r"(?P<place>[^\W\d_][^\d\n:;.!?()（）«»\"“”„]{1,40}?)\.?"
    r"(?:,\s(?P<more>[^\n:;!?()«»\"“”–—]{2,40}?)|\s(?P<day>\d{1,2}\.?\s[^\W\d_]{3,12}))?"
    r"(?:\s?[(（](?P<agency>[^()（）\n]{2,40})[)）]|\s/(?P<wire>[^\W\d_]{2,12})/)?"
    r"\s*(?:\s[-–—]{1,2}\s|(?<=[)）])\.?\s?[-–—]{1,2}\s?|(?<=\.)(?P<glued>\s?[-–—]{1,2}\s?)|—\s?)(?=\S)"
)
# `SHKODËR: ...`, `தஞ்சாவூர்: ...`, `BRATISLAVA. ...`: as newspapers from Denmark to Malaysia print it.
_SHORT_FRONT = re.compile(
    r"(?P<place>[^\W\d_][\w\u0900-\u109f'’ -]{1,24}?)\s?"
    rf"(?P<mark>[{COLONS}.։](?=\s)|\s[-–—]{{1,2}}(?=\s)|—)\s?(?=\S)"
)
# `Liputan6.com, Jakarta - `: the site in front of the place.
_SITE_FRONT = re.compile(r"(?:[\w-]{2,24}\.(?:com|net|org|news|tv|id|co)(?:\.[a-z]{2})?),\s", re.IGNORECASE)
# `【札幌】`, `【ソウル共同】`, `［東京 ５日 ロイター］`.
_SQUARE_FRONT = re.compile(
    r"[【［\[](?P<place>[\u3040-\u30ff\u4e00-\u9fff]{2,12}?)"
    r"(?P<by>共同|時事|ＡＦＰ|AFP|ロイター|聯合|\s[0-9０-９]{1,2}日\s[^\]］】]{2,20}|[発电電訊讯])?[】］\]]\s?(?=\S)"
)
# `Москва. 5 марта. INTERFAX.RU - `, `Київ. 5 березня. УНН. `
_DOTTED_FRONT = re.compile(
    r"(?P<place>[^\W\d_][\w-]+(?:[ -]\w+)?)\.\s(?P<more>\d{1,2}\s[^\W\d_]{3,10})\.\s"
    r"[A-ZА-ЯЁІЇЄҐ][A-ZА-ЯЁІЇЄҐ.-]{2,20}(?:\s[-–—]|(?<=\.))\s(?=\S)"
)
_DATED_FRONT = re.compile(r"(?P<place>[^\W\d_]\w+(?:[ -][^\W\d_]\w+){0,2}),\s(?P<more>[^\n:;!?()]{2,40}?)[.։]\s(?=\S)")
_DAY_AND_MONTH = re.compile(r"\d{1,2}\s[^\W\d_]{3,12}")
# `(서울=연합뉴스) 김철수 기자 = `, `【ロンドン=佐藤健】`: place and agency or reporter around an equals sign.
_EQUALS = re.compile(
    r"[(（\[【](?P<place>[^\W\d_][^()（）\[\]【】=＝\n]{0,12}?)\s?[=＝]\s?[^()（）\[\]【】\n]{2,24}[)）\]】]"
    r"\s?(?:(?P<names>[^=＝\n]{2,40}?)\s?[=＝]\s)?"
)
# `新华社北京3月1日电`, `昆明3月14日讯`: agency, place, day, "by wire".
_WIRE = re.compile(
    r"(?:[\u4e00-\u9fff]{1,8}?[社网網报報台讯訊])?(?P<place>[\u4e00-\u9fff]{2,8}?)\d{1,2}月\d{1,2}日[电電讯訊]"
)
# `（中央社記者王小明台北5日電）`, `（中央社台北5日電）`: agency, reporters, place, day, "by wire", all in brackets.
_WIRED = re.compile(
    r"[（(][\u4e00-\u9fff]{2,4}[社報网網](?:[记記]者(?P<names>[\u4e00-\u9fff]{2,3}(?:、[\u4e00-\u9fff]{2,3}){0,3}))?"
    r"(?P<place>[\u4e00-\u9fff]{2,6}?)\d{1,2}日(?:[綜综]合)?(?:外)?[電电讯訊][^（）()]{0,6}[)）]"
)
# `(ANSA) - ROMA, 05 MAR - `: the agency in front of the place.
_AGENCY_FRONT = re.compile(
    r"[(（][A-ZÀ-Ž][\w./-]{1,14}[)）]\s?[-–—]\s(?P<place>[^\W\d_][^\d\n:;.!?()«»\"“”„]{1,30}?)(?:,\s(?P<more>[^\n:;!?()]{2,20}?))?\s[-–—]\s(?=\S)"
)
# `(Hà Nội) - `: a place in brackets, which is believed when it is a known city; `(Dân trí) - ` is a paper.
_BRACKETED_FRONT = re.compile(r"[(（](?P<place>[^\W\d_][^\d()（）\n:;.!?]{1,24})[)）]\s?[-–—]{1,2}\s?(?=\S)")
# `HUSUM taz | Auf der ...`: place in capitals, agency or paper, a bar.
_BARRED_FRONT = re.compile(
    r"(?P<place>[^\W\d_]{3,24}(?:[ /-][^\W\d_]{2,20}){0,2})\s(?P<by>[a-zA-Z/]{2,9})\s[|]\s(?=\S)"
)
_BRACKETS = re.compile(r"[(（\[【]([^()（）\[\]【】\n]{2,40})[)）\]】]")
_LAST_BRACKETS = re.compile(r"[(（\[【]([^()（）\[\]【】\n]{2,40})[)）\]】]$")
_GEORGIAN = re.compile(r"[\u10a0-\u10ff]")  # has capitals in Unicode only
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
# What editors set in capitals in front of a sentence and is no place.
_KICKER_WORDS = (
    "breaking update exclusive live opinion analysis video watch urgent urgente exclusivo exclusif eilmeldung eil "
    "eksklusif ekslusif срочно молния терміново nato covid unicef interpol europol viral kommentar comment komentar "
    "kommentti commentaire comentario editorial leder leserbrief reportage interview intervju intervista entrevista "
    "faktenchek factbox explainer correction korrektur note anm "
    "new news updates updated photo photos pictures gallery podcast profile obituary review column feature special "
    "report timeline recap quiz poll sport sports explained verified debunked direct directo directe diretto direto "
    "vidéo foto fotos fotó fotky fotogalerie galerie galería galeria fotogalería análisis analyse análise analisi "
    "analiza analizë analýza analyysi opinión opinió opinião opinione opinia meinung avis tribune chronique portrait "
    "récit enquête décryptage éditorial crónica crônica perfil reportaje reportagem intervista wywiad rozmowa relacja "
    "exkluzivně exkluzív exclusivité esclusiva wideo último última ultimo ultima alerta alert alerte pilne pilnie "
    "aktuell aktuální liveblog liveticker porträt kolumne glosse essay video-interview eksklusivt ekslusivt nytt "
    "фото видео відео аналитика аналіз анализ анализа мнение думка интервью інтервʼю інтервю обзор репортаж эксклюзив "
    "ексклюзив онлайн новости новини важно важливо обновлено оновлено φωτο βιντεο βίντεο αναλυση ανάλυση γνωμη γνώμη "
    "ekspresno ekskluzivno uživo foto+video canli canlı özel analiz görüş röportaj phân ảnh nóng "
    "tto tpo nlđo plo vov vtv vtc ttxvn sggp vne vnexpress खास विशेष अपडेट ব্রেকিং عاجل خاص حصري خبر فوری اہم"
)
# How papers end, which stand where the place should: `[강변신문 = 한지우 기자]`.
_PAPER_ENDS = "신문 일보 뉴스 데일리 타임즈 타임스 투데이 저널 방송 미디어 통신 新聞 日報 通信 ニュース"
_PAPERS = tuple(_PAPER_ENDS.split())
_KICKERS = frozenset(_KICKER_WORDS.split()) | {
    "son dakika",
    "just in",
    "info nasional",
    "fact check",
    "en direct",
    "en vivo",
    "ao vivo",
    "à la une",
    "na żywo",
    "phân tích",
}
_REACH_LINES = 3  # headline and one line more may stand above the first sentence
_FRONT_CP = 110
_SURE_CP = 5  # shorter capitals in front of a colon are acronyms as often as places
_TAG_CP = 3  # capitals and nothing else: a tag of the site more often than Ulm
_REST_CP = 40  # what follows an unproven place must be a sentence
_LONG_REST_CP = 80
_LARGE_CITY = 100_000  # people; in front of a colon, where others stand as well: `Nice: The ...`
_TODAY_WORDS = "сегодня вчера завтра сьогодні вчора днес danas juče jučer dnes včera today"
_TODAY = frozenset(_TODAY_WORDS.split())


@dataclass(frozen=True, slots=True)
class Front:
    """The place as written, and reporters; None and empty when nothing says so."""

    place: str | None = None
    names: tuple[str, ...] = ()


def read_front(body: str, lexicon: Lexicon) -> Front:
    """Read the front of the first running text, and the bracket at the end of the last.  Never raises."""
    first = next((line for line in body.split("\n", _REACH_LINES)[:_REACH_LINES] if is_anchor(line)), None)
    last = body[body.rfind("\n") + 1 :][-_FRONT_CP:]
    signed = _bracketed(last, lexicon, _LAST_BRACKETS) if _EAST_ASIAN.search(last[:4]) else ()
    if first is None:
        return Front(names=signed)
    if _EAST_ASIAN.match(first.lstrip("（([［【〔「『“")):
        names = _bracketed(first[:_FRONT_CP], lexicon) or signed
        if found := _EQUALS.match(first):
            said = byline(found["names"] or "", lexicon)
            place = None if found["place"].endswith(_PAPERS) else found["place"]
            return Front(place, (said.names if said else ()) or names)
        if found := _WIRED.match(first):
            return Front(found["place"], tuple((found["names"] or "").split("、")) if found["names"] else ())
        if found := _WIRE.match(first):
            return Front(found["place"], names)
        if (found := _SQUARE_FRONT.match(first)) and (found["by"] or lexicon.people(found["place"])):
            return Front(found["place"], names)
        return Front(_place_of(first, lexicon), names)
    if (found := _AGENCY_FRONT.match(first)) and (
        _in_capitals(found["place"]) or _is_dated(found["more"] or "", lexicon.calendar)
    ):
        return Front(found["place"])
    return Front(_place_of(first, lexicon))


def _bracketed(text: str, lexicon: Lexicon, pattern: re.Pattern[str] = _BRACKETS) -> tuple[str, ...]:
    """Read `（记者 周亦白）` and `[남도데일리 이서준 기자]`, where the medium stands before the name, also with `=`."""
    for match in pattern.finditer(text):
        said = byline(match[1].rpartition("=")[2], lexicon)
        if said and said.names:
            medium, _, name = said.names[0].partition(" ")
            is_korean = "\uac00" <= medium[:1] <= "\ud7a3"
            return (name or medium, *said.names[1:]) if is_korean else said.names
    return ()


def _place_of(line: str, lexicon: Lexicon) -> str | None:
    site = _SITE_FRONT.match(line)
    match = _FRONT.match(line, site.end() if site else 0, _FRONT_CP)
    if match and (place := _place(match, line[match.end() :], lexicon, is_sited=site is not None)):
        return place
    match = _BRACKETED_FRONT.match(line, 0, _FRONT_CP)
    if match and lexicon.people(match["place"]):
        return match["place"]
    match = _BARRED_FRONT.match(line, 0, _FRONT_CP)
    if match and _in_capitals(match["place"]) and not is_kicker(match["place"]) and match["by"].islower():
        return match["place"]
    match = _DOTTED_FRONT.match(line, 0, _FRONT_CP)
    if match and _is_dated(match["more"], lexicon.calendar):
        return match["place"]
    match = _DATED_FRONT.match(line, 0, _FRONT_CP)
    if match and _is_dated(match["more"], lexicon.calendar):
        place = match["place"]
        is_day = place.casefold() in lexicon.calendar.days or place.casefold() in _TODAY
        if _in_capitals(place) or (_DAY_AND_MONTH.fullmatch(match["more"]) and place.istitle() and not is_day):
            return place
    match = _SHORT_FRONT.match(line, 0, _FRONT_CP)
    return _short_place(match, line[match.end() :], lexicon) if match else None


def _place(match: re.Match[str], rest: str, lexicon: Lexicon, *, is_sited: bool) -> str | None:
    place = match["place"].strip(" ,")
    words = place.replace(",", " ").split()
    if not 1 <= len(words) <= 4 or not all(word[0].isupper() or word[0] == word[0].swapcase() for word in words):
        return None
    if is_kicker(place):
        return None
    if len(place) < 3 or (is_spaceless(place) and len(place) > 6):
        return None
    agency = match["agency"] or match["wire"] or ""
    if match["wire"] and not (agency.isupper() or lexicon.has("source.agency", key(agency))):
        return None
    if match["day"] and not _is_dispatch(place, match["day"], agency, lexicon):
        return None
    short = max(map(len, agency.split("/"))) <= 5 or not agency[:1].islower()  # longer ones are written with a capital
    named = 2 <= len(agency) <= 24 and short and not any(char in ".0123456789" for char in agency)
    glued = match["glued"] is not None and not match["glued"].startswith(" ")  # `Olot.- `
    capitals = _in_capitals(place) and len(place) > _TAG_CP
    if capitals or _is_dated(match["more"] or "", lexicon.calendar) or named or glued or is_sited:
        return place
    return place if _is_city_front(place, match["more"] or "", rest, lexicon) else None


def _is_dispatch(place: str, day: str, agency: str, lexicon: Lexicon) -> bool:
    """`Horná Dolina 26. februára (TASR) - `: a day of a month, behind a city or in front of an agency."""
    is_place = place.casefold() not in lexicon.calendar.days and (agency != "" or lexicon.people(place) > 0)
    return is_place and _is_dated(day, lexicon.calendar)


def _is_city_front(place: str, more: str, rest: str, lexicon: Lexicon) -> bool:
    """`Graz - Der ...`, `Jakarta, CNN Indonesia -- ...`: a known city, who reports, a sentence; no `Rom - Paris`."""
    if len(rest) < _REST_CP or rest[0].islower() or any(word[0].islower() for word in more.split()):
        return False
    is_city = all(lexicon.people(one.strip()) for one in place.split("/"))
    return is_city and not lexicon.people(rest.split(" ", 1)[0].strip(",.:"))


def _short_place(match: re.Match[str], rest: str, lexicon: Lexicon) -> str | None:
    """Believe capitals of five letters; in scripts without capitals one or two words that are no known label."""
    place = match["place"]
    words = place.split()
    if any(char.isdigit() for char in place):
        return None
    if len(rest) < _REST_CP or is_quote(rest) or is_kicker(place) or _is_label(key(place), lexicon):
        return None
    if place.lower() != place.upper() and not _GEORGIAN.match(place):
        if match["mark"][0] in COLONS and len(rest) >= _LONG_REST_CP and rest[0].isupper() and place.istitle():
            return place if lexicon.people(place) >= _LARGE_CITY else None
        is_place = _in_capitals(place) and len(place) >= _SURE_CP and len(words) <= 2
        return place if is_place and not rest[0].islower() and not rest.isupper() else None
    is_known_style = match["mark"] not in ".։" and len(words) <= 2 and not _EAST_ASIAN.search(place)
    return place if is_known_style and len(place) >= 3 else None


def is_kicker(place: str) -> bool:
    """Tell whether editors say of what kind the text is: `ANÁLISIS`, `BREAKING NEWS`."""
    folded = place.casefold()
    return folded in _KICKERS or all(word in _KICKERS for word in folded.split())


def _in_capitals(place: str) -> bool:
    return place.isupper() and place.upper() != place.lower()


def _is_dated(text: str, calendar: Calendar) -> bool:
    return any(word.casefold().strip(".,") in calendar.months for word in text.split())


def _is_label(term: str, lexicon: Lexicon) -> bool:
    return any(
        term in terms
        for place, terms in lexicon.terms.items()
        if not place.startswith("date.") and place != "tags.section"
    )
