"""Which lines are never part of an article, wherever they stand?  One function a rule; the first that fires wins."""

import re
from collections.abc import Callable

from streams.stages.clean_text.calls import ends_in_button
from streams.stages.clean_text.credits import credits
from streams.stages.clean_text.labelled import SURNAMES
from streams.stages.clean_text.lexicon import Lexicon
from streams.stages.clean_text.page import Finding
from streams.text.lines import (
    COLONS,
    ends_sentence,
    is_body_like,
    is_quote,
    is_spaceless,
    is_symbols,
    key,
    size,
    split_label,
    undecorated,
)
from streams.text.names import is_name, is_said_of
from streams.text.urls import URL, clean_url

MAX_SIZE = 260  # a longer line is text, whatever it begins with; headlines and credits stay far below
MAX_TERM_CP = 90  # no ad label, counter or bare credit is longer
_LABELLED_URL = re.compile(rf"(.{{1,40}}?)\s?[{COLONS}]\s?[<\[(（]?({URL.pattern}?)[>\])）.]?", re.IGNORECASE)
_BRACKETED_END = re.compile(r"\s?[(（\[][^()（）\[\]]{1,40}[)）\]]$")
_SLASH = re.compile(r"\s?[/／|]\s?")
_CLOSING = frozenset(")）")
_DIGIT = re.compile(r"\d")
_PIECES = re.compile(r"\s*[|•·/／]\s*|\s+[-–—]\s+|\s{2,}")
_PIECE_MARKS = ("|", " - ", " – ", " — ", "•", "·")  # most lines have none, and splitting is slower than looking
_NUMBER = r"\d(?:[\d.,']| (?=\d{3}(?!\d))){0,15}"
_THOUSANDS = r"(?:\s?[kKmM](?![^\W\d_]))?"  # `3 Kommentare` begins with no thousand
_COUNT = re.compile(
    rf"(?P<label>[^\d()（）\[\]]{{2,32}}?)\s?[{COLONS}]?\s?[(（\[]?\s?{_NUMBER}{_THOUSANDS}\s?[)）\]]?\s?[件个個개条條則건명人次]{{0,2}}"
    rf"|[(（\[]?{_NUMBER}{_THOUSANDS}\s?[)）\]]?\s?[件个個개条條則건]?\s?(?P<after>[^\d()（）\[\]]{{2,32}})"
)
_AROUND_COUNT = re.compile(r"(?P<before>[^\d]{2,24}?)\s\d{1,5}\s(?P<after>[^\d]{2,24})")
_SCRIPT = re.compile(
    r"^\W{0,3}(?:window\.|document\.(?:write|getElement|createElement|query)|googletag|adsbygoogle|dataLayer|__gads|fbq\(|gtag\(|"
    r"ga\(|_gaq|!?function\s?\w{0,20}\(|(?:var|let|const)\s\w{1,40}\s?=|if\s?\(\s?typeof|try\s?\{|jQuery\(|\$\(|<!\[CDATA|@media\s)"
)
_SCRIPT_MARK = re.compile(r"[;{}]|\)\s*$")
_JSON = re.compile(r"[{\[]\s?[\"{].{2,240}[}\]]")
_STYLE = re.compile(r"^[.#@]?[\w\-.#>:, ]{1,60}\{[^{}]{0,200}:[^{}]{0,200}\}$")

# `Listen to this article • 4 min`, `Artikel anhören (3:12)`: what a button says, and how long it takes.
_LENGTH = r"\d{1,3}(?::\d{2}){0,2}(?:\s?[^\W\d_]{1,10}\.?(?:\s?\d{1,2}\s?[^\W\d_]{1,10}\.?)?)?"
_PLAYED = re.compile(
    rf"(?P<button>[^\d•·|()（）–—]{{2,40}}?)\s?(?:(?:[•·|–—]|[(（]|\s-\s)\s?{_LENGTH}\s?[)）]?|(?:\s\d{{1,2}}:\d{{2}}(?:\s?/)?){{1,2}})"
)
_PICTURES = re.compile(r"^[\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff\s]+")
_CALL_SIZE, _CALL_WIDE = 170, 5
_TAKEN_ENDS = frozenset("摄攝影す)）")
_WRITTEN_ENDS = frozenset("文图圖")
_TAKEN = re.compile(
    r"(?:.{0,120}[=＝(（。]|写真は(?:いずれも|すべて|全て|全部)?[、，]?)?\s?(?:[一-鿿]{2,3}社)?(?:[记記]者\s?)?(?P<name>[一-鿿々ヶァ-ヺーぁ-かき-つな-ぬね-のひ-ろわん]{2,6}(?<!者))\s?(?:摄影?|攝影?|撮影|写す)[)）]?"
)
_ERID = re.compile(r"\berid\s?[:=：]\s?\w{6,40}", re.IGNORECASE)  # the mark of advertising in Russian law
_OWNED = re.compile(r"[©ⓒ]\s?\S")
_OWNED_SIZE = 120
_STARS, _BESIDE_STARS = "★☆⭐✩✭⯪⯨", " ½\ufe0f"
_MOST_STARS = 5
_GLUED = re.compile(r"(?P<label>[^\d:：–—-]{3,30}?)[-–—]\s?(?=\S)")  # `ALSO READ- ...`, `ये भी पढ़ें- ...`
_CAPITALS_CP = 32
_WROTE_AND_TOOK = re.compile(r"[文图圖][／/][文图圖]$")
_UNMARKED_WORDS = 15
# Of Han or with kana, which have no blanks, so that one behind it parts more than two words; kana alone is any word.
_UNSPACED = re.compile(r"(?=[ぁ-ヿ]*[一-鿿])[ぁ-ヿ一-鿿]{4,16}")
_QUOTE_CHARS = "\"'“‘«„"
_QUOTES, _QUOTES_END = frozenset(_QUOTE_CHARS), frozenset("\"'”’»“")
_TOLD_WORDS = 6
_SENTENCE_ENDS = ".!?。！？।۔؟"
_HEADLINE_WORDS = 3  # behind the label at least: `See also Appendix B` is no headline

Rule = Callable[[str, str, Lexicon], Finding | None]


def strong(text: str, lexicon: Lexicon) -> Finding | None:
    """Say why this line goes, in any position; None when it stays.  *text* is one non-empty line."""
    if is_symbols(text):
        return None if _is_rating(text) else Finding("symbols")
    if len(text) > MAX_SIZE or is_quote(text):
        return None
    term = key(text) if len(text) <= MAX_TERM_CP else ""
    for rule in _RULES if term else _LONG_RULES:
        if finding := rule(text, term, lexicon):
            return finding
    return None


def _is_rating(text: str) -> bool:
    """Tell whether the stars are those of a review: five, some of them filled, `★★★★☆`."""
    stars = [char for char in text if char in _STARS]
    return len(stars) == _MOST_STARS and all(char in _STARS or char in _BESIDE_STARS for char in text)


def _ad(text: str, term: str, lexicon: Lexicon) -> Finding | None:
    bare = _BRACKETED_END.sub("", text) if text[-1] in ")）]" else text  # `Advertisement (article continues below)`
    if lexicon.has("ad.whole", term) or (bare != text and lexicon.has("ad.whole", key(bare))):
        return Finding("ad")
    if not any(mark in bare for mark in _PIECE_MARKS):
        return None
    first, *others = _PIECES.split(bare)  # `Advertisement - Scroll to continue`
    is_ad = others and lexicon.has("ad.whole", key(first)) and all(lexicon.has("ad.whole", key(one)) for one in others)
    return Finding("ad") if is_ad else None


def _button(text: str, term: str, lexicon: Lexicon) -> Finding | None:
    """`Listen to this article • 4 min`: a button of two words or more in our lists, with a length behind it."""
    if not _DIGIT.search(text) or not (match := _PLAYED.fullmatch(text)):
        return None
    button = key(match["button"])
    is_button = lexicon.has("follow.whole", button) and (" " in button or is_spaceless(button))
    return Finding("share") if is_button else None


def _call(text: str, term: str, lexicon: Lexicon) -> Finding | None:
    """`📱 Clique aqui para seguir o canal no WhatsApp`: a call of two words that names a channel, and no sentence.

    Or sentences that end in a button: `Get our best in your inbox. Sign up here.`
    """
    if size(text) > _CALL_SIZE:
        return None
    if ends_sentence(text):
        return Finding("share") if ends_in_button(text, lexicon) else None
    bare = key(_PICTURES.sub("", text))
    leading = lexicon.beginning(bare)
    is_call = " " in leading or (is_spaceless(leading) and len(leading) >= _CALL_WIDE)
    return Finding("share") if is_call and lexicon.names("follow.channel", bare) else None


def _marked(text: str, term: str, lexicon: Lexicon) -> Finding | None:
    """`Реклама. ООО «Берег», erid: 2Vtz...`; `© Getty Images`: marks that the law or the owner asks for."""
    if "erid" in term or "erid" in text:
        return Finding("ad") if _ERID.search(text) else None
    is_owned = text[0] in "©ⓒ" and size(text) <= _OWNED_SIZE and _OWNED.match(text) and not ends_sentence(text)
    return Finding("credit") if is_owned else None


def stated_link(text: str, lexicon: Lexicon) -> Finding | None:
    """Say that the line is a word for a source and a link, and nothing else; asked first, since some pages are full."""
    if "://" not in text or "[" in text or len(text) > MAX_SIZE or is_quote(text):
        return None
    found = _labelled_url(text, "", lexicon)
    return found if found and found.stated else None


def _labelled_url(text: str, term: str, lexicon: Lexicon) -> Finding | None:
    if "://" not in text and "www." not in text:
        return None
    match = _LABELLED_URL.fullmatch(text)
    if not match or match[1].count(" ") > 4:
        return None
    label = key(match[1])
    if lexicon.has("source.label", label):
        return Finding("source", url=clean_url(match[2]), stated=True)
    other = any(
        lexicon.has(place, label) for place in ("related.label", "related.heading", "follow.whole", "tags.label")
    )
    other = other or lexicon.begins(label) or lexicon.contained("follow.contains", label)
    return Finding("source", url=None if other else clean_url(match[2]))


def _counter(text: str, term: str, lexicon: Lexicon) -> Finding | None:
    if not _DIGIT.search(text):
        return None
    pieces = [piece for piece in _PIECES.split(text) if piece]
    counts = [_is_count(piece, lexicon) for piece in pieces]
    others = (key(piece) for piece, counted in zip(pieces, counts, strict=True) if not counted)
    if any(counts) and all(lexicon.has("follow.whole", one) or lexicon.has("comments.whole", one) for one in others):
        return Finding("counter")
    around = _AROUND_COUNT.fullmatch(text)  # `Read 12 Comments`, `Ver los 3 comentarios`
    label = key(f"{around['before']} {around['after']}") if around else ""
    return Finding("counter") if lexicon.has("comments.label", label) or lexicon.has("comments.whole", label) else None


def _is_count(piece: str, lexicon: Lexicon) -> bool:
    match = _COUNT.fullmatch(piece.strip(" ()（）[]【】"))
    if match is None:
        return False
    label = key(match["label"] or match["after"] or "")
    is_button = piece[-1] in _CLOSING and bool(match["label"]) and lexicon.has("comments.whole", label)
    return is_button or lexicon.has("comments.label", label)  # `Réagir (7)`


def _label(text: str, term: str, lexicon: Lexicon) -> Finding | None:
    split = split_label(undecorated(text))
    if not split or not split[1]:
        return None
    label, rest = key(split[0]), split[1]
    if lexicon.has("related.label", label) and not _is_said(split[0], rest, whole=text):
        return Finding("related")
    if not is_said_of(rest) and lexicon.has("source.label", label) and _is_brief(rest, words=4):
        if text[-1] in _SENTENCE_ENDS and rest.islower() and _is_told(text, rest, lexicon):
            return None  # `Source: unknown.`
        said = credits(undecorated(text), lexicon)
        return None if said and said.names else Finding("source")  # `来源：青石晚报 作者：王小明`
    if lexicon.has("caption.label", label) and not is_body_like(text) and rest.count(" ") <= 14:
        return None if _is_told(text, rest, lexicon) else Finding("credit")
    if rest[0] in "©ⓒ" and size(text) <= _OWNED_SIZE and not ends_sentence(text):
        return Finding("credit")  # `Rubriklistenbild: © Jonas Piel`
    return None


def _is_told(text: str, rest: str, lexicon: Lexicon) -> bool:
    """Tell whether a sentence that names nobody stands behind the word for a picture: `Photo: lost.`

    A credit has a capital where there are some, and ends without a full stop nearly always.  Seven small words are
    told without one too: `Foto: so hieß das letzte Wort im Tagebuch`.
    """
    if text[-1] not in _SENTENCE_ENDS:
        return rest[0].islower() and rest.count(" ") >= _TOLD_WORDS and not any(mark in rest for mark in "/|(©")
    said = rest.rstrip(_SENTENCE_ENDS)
    if said.lower() == said.upper():
        is_person = lexicon.named(said).is_known or (is_spaceless(said) and is_name(said) and said[0] in SURNAMES)
        is_credit = is_person or said[-1] in _TAKEN_ENDS or lexicon.has("byline.suffix", key(said.rpartition(" ")[2]))
    else:
        is_credit = any(map(str.isupper, said))
    return not (is_credit or any(lexicon.has("source.agency", key(one)) for one in _SLASH.split(said)))


def _unmarked(text: str, term: str, lexicon: Lexicon) -> Finding | None:
    """`Citește și Primăria caută pietrar`, `ये भी पढ़ें- ...`: a read-also label of two words with no mark of its own.

    Behind it stands a headline: no sentence, and begun with a capital where there are some, though the label's last
    word is small (in `Read More Books, Says Minister` all are capitals).
    """
    if ends_sentence(text) or text.count(" ") > _UNMARKED_WORDS:
        return None
    if capitals := _capitals_glued(text):
        return Finding("related") if lexicon.has("related.label", key(capitals)) else None
    glued = _GLUED.match(text)
    if glued and lexicon.has("related.label", label := key(glued["label"])) and " " in label:
        return Finding("related")
    words = text.split(" ")
    if words[1:] and _UNSPACED.fullmatch(words[0]) and lexicon.has("related.label", key(words[0])):
        return Finding("related")  # `相关阅读 古镇石桥完成修缮`
    is_quoted = text[-1] in _QUOTES_END or (text[-1] in COLONS and text[-2:-1] in _QUOTES_END)
    least = 1 if is_quoted else _HEADLINE_WORDS  # `Simak Video "Jembatan"`
    for count in range(2, min(lexicon.longest, len(words) - least) + 1):
        last, following = words[count - 1], words[count]
        if is_quoted and following[:1] in _QUOTES and lexicon.has("related.label", key(" ".join(words[:count]))):
            return Finding("related")
        if not (following.lstrip(_QUOTE_CHARS)[:1].isupper() and last[:1].islower() and last.isalpha()):
            continue
        label = key(" ".join(words[:count]))
        if lexicon.has("related.label", label) and not lexicon.has("related.more", label):
            return Finding("related")
    return None


def _capitals_glued(text: str) -> str:
    """Give two words in capitals or more that a headline is glued to, else nothing: `İLGİLİ HABERTepeköy sarnıcı`."""
    small = next((at for at, char in enumerate(text[:_CAPITALS_CP]) if char.islower()), 0)
    capitals = text[: max(small - 1, 0)]
    return capitals if " " in capitals and capitals[-1].isalpha() and text[small - 1].isalpha() else ""


def _is_said(label: str, text: str, *, whole: str) -> bool:
    """Tell whether a sentence stands behind the label: a long one, or any behind a label of one word, which is also a
    name or a word of another language (`Lea: Das stimmt nicht.`).  *whole* still has its full stop."""
    one_word = " " not in label.strip() and not is_spaceless(label.strip())
    return ends_sentence(whole) and (one_word or size(text) > 120)


def _credit(text: str, term: str, lexicon: Lexicon) -> Finding | None:
    """`File photo`; `Photo by Ana Ruiz`, `Fot. Jan Ek / PAP`: a label of two words or an abbreviation, then a name.

    `写真・岸本なぎさ`: a label, the dot that joins words in Japanese, and a name.
    `待合室の座席＝浜田湊撮影`, `王小明摄`: a caption or nothing, and who took the picture.
    `本报记者 沈一鸣 文/图`: who wrote and took the pictures, as papers in China print it between paragraphs too.
    """
    if lexicon.has("caption.whole", term):
        return Finding("credit")
    if text[-1] in _TAKEN_ENDS and _TAKEN.fullmatch(text):
        return Finding("credit")
    if text[-1] in _WRITTEN_ENDS and _WROTE_AND_TOOK.search(text):
        return credits(undecorated(text), lexicon)
    if "＝" in text and lexicon.has("source.agency", key(text.rpartition("＝")[2])):
        return Finding("credit")  # `新しい橋＝共同`
    bare = undecorated(text)
    label, dot, name = bare.partition("・")
    if dot and lexicon.has("caption.label", key(label)) and is_name(name):
        return Finding("credit")
    words = bare.split(" ")
    least = 1 if words[0].endswith(".") else 2
    if not least < len(words) <= 8 or key(words[0]) not in lexicon.captioning:
        return None
    for count in range(least, min(lexicon.longest, len(words) - 1) + 1):
        if lexicon.has("caption.label", key(" ".join(words[:count]))):
            return Finding("credit") if _is_name_and_agency(" ".join(words[count:])) else None
    return None


def _is_name_and_agency(text: str) -> bool:
    """`Ana Ruiz`, `Ana Ruiz / Agencja Las`: a name, and behind a slash who owns the picture, in capitals too."""
    name, *owners = _SLASH.split(text)
    owned = all(0 < len(one) <= 40 and one.count(" ") < 4 and one[0] == one[0].upper() for one in owners)
    return is_name(name) and len(owners) < 3 and owned and not ends_sentence(text)


def _script(text: str, term: str, lexicon: Lexicon) -> Finding | None:
    is_script = _SCRIPT.match(text) and _SCRIPT_MARK.search(text)
    is_json = text[0] in "{[" and '":' in text and _JSON.fullmatch(text)
    return Finding("script") if is_script or is_json or _STYLE.match(text) else None


def _is_brief(text: str, *, words: int) -> bool:
    """Tell whether *text* names something: a few words, or in scripts without blanks a few characters."""
    limit = 12 if is_spaceless(text) else 60
    return text.count(" ") < words and len(text) <= limit and not ends_sentence(text)


_LONG_RULES: tuple[Rule, ...] = (_labelled_url, _label, _unmarked, _call, _marked, _script)
_RULES: tuple[Rule, ...] = (_ad, _counter, _credit, _button, *_LONG_RULES)
