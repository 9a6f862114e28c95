"""Which lines name the author?  `By Ana Ruiz`, `Autor: Jan Ek`, `记者 沈一鸣`, `Ana Ruiz / EFE`, `홍길동 기자`."""

import re
from dataclasses import replace

from streams.stages.clean_text.credits import credits
from streams.stages.clean_text.labelled import SURNAMES, WHERE, by_words
from streams.stages.clean_text.lexicon import Lexicon, Named
from streams.stages.clean_text.page import Finding
from streams.text.lines import ends_sentence, is_spaceless, key, size, split_label, undecorated
from streams.text.names import is_name, is_nobody, is_phrase, split_names, without_addresses

_SENT_BY = re.compile(
    r"(?P<name>[^()（）/]{3,60}?)\s?(?:[(（\[]|/)\s?(?:(?:avec|with|mit|con|com|met|med|z|с|cu|ile)\s)?(?P<agency>[^()（）]{2,30}?)[)）\]]?"
)
_FOR = re.compile(r"(?P<name>[^,()/|–—]{5,48}?)(?:(?P<mark>,)\s|\s[-–—|]\s)(?P<whom>[^,()/|]{2,30})")
_WITH_AGENCY = re.compile(
    r"(?:[^,()/|–—]{3,40}?\s)?(?:avec|with|mit|con|com|met|med|z|с|cu|ile)\s(?:l['’])?(?P<agency>[^\s,]{2,14})",
    re.IGNORECASE,
)
_DISPATCH = re.compile(
    r"(?P<name>[^/(){},]{5,60}?)(?:\s?/\s?|\s-\s)[^/(){},]{2,30}(?:\s?\([^()]{2,20}\))?(?:,\s?|\s)\(?(?P<agency>[^\W\d_]{2,12})\)?"
)
_CAMEL = re.compile(r"[a-zà-ž]{2,}[A-Z]\w{1,14}")
# `detikNews`, `kumparanNEWS`, `KOMPAS.com`, `CNN Indonesia`: how sites write themselves, and nobody their own name.
_SITE = re.compile(
    r"[a-zà-ž]{2,}[A-Z]\w{1,14}|[\w-]{2,24}\.(?:com|co|net|org|id|tv|news|info|[a-z]{2})(?:\.[a-z]{2})?"
    r"|(?:[\w.]{2,14} )?(?:BBC|CNN|NBC|CBS|ABC|CNBC|[Nn]ews|Online|Herald|Tribune|Gazette|Zeitung)(?: \w{2,14})?"
)
# What papers of a place are called by last, in English, `Prairie Ledger`: few people are.  `text.names.is_of_press`
# has the press of all languages, agencies and trades too, and eight of these thirty: the others elsewhere are names.
_LOCAL_PAPER_WORDS = (
    "Ledger Courier Chronicle Observer Register Sentinel Bulletin Mirror Telegraph Dispatch Examiner Inquirer Argus "
    "Echo Journal Standard Independent Gazette Herald Tribune Times Post Press News Beacon Mercury Globe Star "
    "Advertiser Record"
)
_LOCAL_PAPERS = frozenset(_LOCAL_PAPER_WORDS.split())
# `[여수=뉴스1] 홍길동 기자`: place and agency around an equals sign, as in front of a first sentence.
_OPENING = frozenset("[(【［（")
_EQUAL_FRONT = re.compile(
    r"[\[(【［（][^\W\d_][^\[\](){}【】［］（）=＝]{0,12}[=＝][^\[\](){}【】［］（）=＝]{2,20}[\])】］）]\s?"
)
# `[강변신문 = 한지우 기자]`: paper or place and a reporter with her trade, all of it in brackets.
_EQUAL_INSIDE = re.compile(
    r"[\[(【［（][^\W\d_][^\[\](){}【】［］（）=＝]{0,12}[=＝]\s?(?P<said>[^\[\](){}【】［］（）=＝]{2,24})[\])】］）]"
)
_STATION = re.compile(r"[A-ZÀ-Ž]{3,6}(?:-[A-ZÀ-Ž][a-zà-ž]{3,14})?(?= |$)")  # `ARD-Studio London`, `BBC Yorkshire`
# `聯合報 記者林小美／即時報導`, `聯合報／記者…`: a paper, the word for a reporter, a name, where or how.
_OF_PAPER = re.compile(r"[一-鿿]{2,8}\s?[／/]?\s?[记記]者\s?(?P<name>[一-鿿]{2,4})(?:[／/][一-鿿]{2,10})?")
_APART = re.compile(r"\s+[-–—|•·]\s+")
_APART_MARKS = frozenset("-–—|•·")
_PLACE_WORDS = 4
_OF_EACH = re.compile(r"([^()（）]{3,40}?)\s?[(（]([^()（）\d]{2,20})[)）]")
_CLOSING = frozenset(")）")
_BRACKETED = re.compile(r"\s?[(（][^()（）\d]{2,50}[)）]$")
_DOMAIN = re.compile(r"[\w-]{2,24}\.[a-z]{2,4}(?:\.[a-z]{2})?", re.IGNORECASE)
_TWO_HAN = re.compile(r"[一-鿿々]{1,4} [一-鿿々]{1,4}")
_FAMILY_CP = 6  # with the blank; two Chinese names of three have seven
_PRICE = re.compile(r"[£€$¥₽₹]\s?\d|\d\s?[£€$¥₽₹]")  # `Published by Marsh & Pike, £18.99`


def byline(text: str, lexicon: Lexicon) -> Finding | None:
    """`By Ana Ruiz`, `Autor: Jan Ek`, `记者 沈一鸣`, `홍길동 기자`: a label and names, none of them a weekday."""
    found = _byline(text, lexicon)
    if found is None or any(name.casefold() in lexicon.calendar.days for name in found.names):
        return None
    if _is_sentence(text, found.names):
        return None
    found = replace(found, names=_with_family(text, found.names))
    people = tuple(
        name
        for at, name in enumerate(found.names)
        if not _is_office(name, lexicon) and not (at and _STATION.match(name) and not found.names[0].isupper())
    )
    return replace(found, names=people) if people != found.names else found


def _is_office(name: str, lexicon: Lexicon) -> bool:
    """Tell whether an agency, a desk or a label stands where a name should: `Piše: Hina`, `By செய்திப்பிரிவு`."""
    term = key(name)
    is_label = is_spaceless(term) and (lexicon.has("caption.label", term) or lexicon.has("byline.label", term))
    return is_label or lexicon.has("source.agency", term) or lexicon.has("byline.editor", term)


def _is_sentence(text: str, names: tuple[str, ...]) -> bool:
    """Tell whether a full stop makes a sentence of label and name: `Autorin: Nichts.` ends an interview.

    Of one word, and of any where letters have no capitals and no colon parts both: `기자 두 명이 배를 탔다.`
    """
    if not names or is_spaceless(names[0]) or not text.rstrip().endswith((".", "।", "۔")):
        return False
    is_word = len(names) == 1 and not any(char in " ." for char in names[0])
    return is_word or (names[0].lower() == names[0].upper() and ":" not in text)


def _with_family(text: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Join `浜田 一郎`, which is read as two people: in `李小明 张三` the second begins with a surname too."""
    whole = " ".join(names)
    if len(names) != 2 or not _TWO_HAN.fullmatch(whole) or whole not in " ".join(text.split()):
        return names
    first, second = names
    is_one = second[0] not in SURNAMES and (first[0] not in SURNAMES or len(whole) <= _FAMILY_CP)
    return (whole,) if is_one else names


def _byline(text: str, lexicon: Lexicon) -> Finding | None:
    if text[:1] in _OPENING and (behind := _behind_equals(text)) is not None:
        said = _byline(behind, lexicon) if behind else None
        return said if said and said.names else None
    bare = without_addresses(undecorated(text)).strip()
    if not 2 <= len(bare) <= 120 or ends_sentence(bare) or _PRICE.search(bare):
        return None
    if lexicon.has("byline.editor", key(bare)):  # `Web desk`
        return Finding("byline")
    if found := credits(bare, lexicon):
        return found
    if found := _apart(bare, lexicon) or _of_each(bare, lexicon):
        return found
    split = split_label(bare)
    if split:
        label = key(split[0])
        names = split_names(split[1])
        if not names and is_phrase(split[1]):
            return None  # `Redaktion: Jeden Freitag offen`
        if lexicon.has("byline.editor", label) and size(split[1]) <= 90:
            return Finding("byline")
        if lexicon.has("byline.label", label) and size(split[1]) <= 120:
            return Finding("byline", names=names)
    if found := _placed(bare, lexicon) or _dispatched(bare, lexicon):
        return found
    sent = _SENT_BY.fullmatch(bare)
    if sent and (
        all(lexicon.has("source.agency", key(one)) for one in re.split(r"[/,]", sent["agency"]))
        or ("(" in bare and lexicon.has("source.prefix", key(sent["agency"].partition(" ")[0])))  # `Hà My (Theo BBC)`
        or (
            lexicon.named(sent["name"]) is Named.BOTH and lexicon.people(_in_title_case(sent["agency"]))
        )  # `Ana Ruiz (Madrid)`
    ):
        name = sent["name"]  # `Von Ana Ruiz (dpa)`, `Ana Ruiz / EFE`
        is_place = lexicon.people(name) or lexicon.named(name) is Named.NO  # `Cedar Falls (AP)`
        return by_words(name, lexicon) or (
            Finding("byline", names=() if is_place else (name,)) if is_name(name, least_words=2) else None
        )
    if found := by_words(bare, lexicon) or _bracketed(text.strip(), bare, lexicon):
        return found
    paper = _WITH_AGENCY.fullmatch(bare)
    is_sent = paper is not None and lexicon.has("source.agency", key(paper["agency"]))
    return Finding("byline") if is_sent or _is_office_at(bare, lexicon) else None  # `Le Courrier avec AFP`


def _behind_equals(text: str) -> str | None:
    """Give what stands behind place, paper and equals sign, in the brackets or behind them; None without these."""
    if inside := _EQUAL_INSIDE.fullmatch(text):
        return inside["said"]
    front = _EQUAL_FRONT.match(text)
    return text[front.end() :] if front else None


def _apart(bare: str, lexicon: Lexicon) -> Finding | None:
    """`By Ann Lee | Political editor`, `Por Ana Silva — São Paulo`: a byline with a label, and a few words apart."""
    if _APART_MARKS.isdisjoint(bare):
        return None  # nearly always
    first, *others = _APART.split(bare)
    if len(others) != 1 or others[0].count(" ") >= _PLACE_WORDS or not _is_capital(others[0]):
        return None
    split = split_label(first)
    if split and lexicon.has("byline.label", key(split[0])):
        names = split_names(split[1])
    else:
        found = by_words(first, lexicon)
        names = found.names if found and lexicon.has("byline.label", key(first.split(" ")[0])) else ()
    is_full = bool(names) and is_name(names[0], least_words=2)
    return Finding("byline", names=names) if is_full and not _has_figure(others[0]) else None


def _is_capital(text: str) -> bool:
    return text[:1] == text[:1].upper()


def _has_figure(text: str) -> bool:
    """Tell whether *text* has a figure: it could be a date, which is read elsewhere."""
    return any(char.isdigit() for char in text)


def _of_each(bare: str, lexicon: Lexicon) -> Finding | None:
    """`Von Anna Keller (Text) und Jan Ek (Fotos)`: what each did stands in brackets behind the name."""
    if "(" not in bare and "（" not in bare:
        return None
    pieces = _OF_EACH.findall(f"{bare})" if bare.count("(") > bare.count(")") else bare)
    labels = [key(label) for _, label in pieces]
    if not pieces or not all(lexicon.has("caption.label", one) or lexicon.has("byline.label", one) for one in labels):
        return None
    said = " , ".join(
        name for (name, _), label in zip(pieces, labels, strict=True) if lexicon.has("byline.label", label)
    )
    found = by_words(said.strip(" ,"), lexicon) if said else None
    return found or (Finding("byline", names=split_names(said)) if said and is_name(said, least_words=2) else None)


def _bracketed(text: str, bare: str, lexicon: Lexicon) -> Finding | None:
    """`Par Anne Martin (Lyon, envoyée spéciale)`, `聯合報 記者林小美／即時報導`: a name, and where or for whom."""
    if (paper := _OF_PAPER.fullmatch(bare)) and is_name(paper["name"]):
        return Finding("byline", names=(paper["name"],))
    inner = _BRACKETED.sub("", text) if text[-1:] in _CLOSING else ""
    found = by_words(inner, lexicon) if inner else None
    return found if found and found.names else None


def _dispatched(bare: str, lexicon: Lexicon) -> Finding | None:
    """`Gülsüm AKTAN/TİRE (İzmir), (DHA)`: name, where she writes from, and the agency, as Turkish agencies sign."""
    match = _DISPATCH.fullmatch(bare)
    is_sent = match is not None and lexicon.has("source.agency", key(match["agency"]))
    if match is None or not is_sent or not is_name(match["name"], least_words=2):
        return None
    return Finding("byline", names=split_names(match["name"]))


def is_like_a_title(text: str) -> bool:
    """Tell whether a byline with a site behind a dash could be a headline and the site: `Rovers Win - BBC News`.

    Camel case is how one site writes itself behind its writers, `detikNews`; titles have it rarely.
    """
    match = _FOR.fullmatch(text)
    if match is None or match["mark"]:
        return False
    return _SITE.fullmatch(match["whom"]) is not None and not _CAMEL.fullmatch(match["whom"])


def _in_title_case(place: str) -> str:
    return place.title() if place.isupper() else place


def _is_local_paper(whom: str) -> bool:
    """Tell whether *whom* is two to four words, the first with a capital, the last what a local paper is called by."""
    words = whom.split(" ")
    is_called = words[-1].isalpha() and words[-1].title() in _LOCAL_PAPERS
    return is_called and 1 < len(words) <= _PLACE_WORDS and whom[0].isupper()


def _is_office_at(bare: str, lexicon: Lexicon) -> bool:
    """`Da redação, em Brejo Alto`: the word for a newsroom, a comma, and where it is."""
    office, comma, place = bare.partition(", ")
    term = key(office)
    is_office = comma and (
        lexicon.has("byline.editor", term) or (lexicon.has("byline.label", term) and is_nobody(office))
    )  # `The Old Mill, Thaxby` is none
    if not is_office or place.count(" ") >= _PLACE_WORDS:
        return False
    where = WHERE.match(f" {place}")
    return is_name(place[where.end() - 1 :] if where else place)


def _placed(bare: str, lexicon: Lexicon) -> Finding | None:
    """`Krystyna Bielak, PAP`, `Ratna Kusumawati - detikNews`: a name of two words, and for whom."""
    match = _FOR.fullmatch(bare)
    if not match or not is_name(match["name"], least_words=2) or is_nobody(match["name"]):
        return None
    whom = match["whom"]
    is_agency = lexicon.has("source.agency", key(whom))
    is_domain = _DOMAIN.fullmatch(whom) is not None  # `Anna Nová, iDNES.cz`
    if match["mark"] == "," and _is_local_paper(whom) and lexicon.named(match["name"]).is_known:
        return Finding("byline", names=(match["name"],))  # `Walt Embry, Prairie Ledger`
    if match["mark"] == "," and not (is_agency and whom[:1].isupper()) and not is_domain:
        return None
    if not match["mark"] and lexicon.named(match["name"]) is Named.BOTH and lexicon.people(_in_title_case(whom)):
        return Finding("byline", names=(match["name"],))  # `Ana Ruiz | Madrid`
    if not is_agency and not _SITE.fullmatch(whom):
        return None
    if lexicon.people(match["name"]):
        return Finding("byline") if is_agency else None  # `New York, AP`
    is_named = lexicon.named(match["name"])
    is_comma = match["mark"] == "," and not is_domain
    is_author = is_named.is_known if is_comma else is_named is not Named.NO  # `Dry Creek, AP`
    names = (match["name"],) if is_author else ()
    return by_words(match["name"], lexicon) or (Finding("byline", names=names) if names or is_agency else None)
