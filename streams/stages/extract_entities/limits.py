"""Where does a name end that a tagger has made too long?  At a quotation mark left open, a comma, between two places.

Taggers see words one by one, and a mark inside a name is too seldom for them to have learnt what it does.  The rules
look only at mentions that hold such a mark, and at quoted names behind a word for a company.
"""

import re
from collections.abc import Callable, Iterator, Sequence, Set

from streams.stages.extract_entities.mentions import TYPES, Mention, Odds

_CLOSERS = {"«": "»", "„": '“”"„', "“": "”“", "”": "”", '"': '"', "‘": "’", "»": "«"}
_OPENERS = frozenset('«„“"‘')
_LONGEST = 50  # characters of a quoted name
_QUOTED = re.compile(r'«\s?([^«»\n]{2,50}?)\s?»|„([^„“”"\n]{2,50})[“”"]|"([^"\n]{2,50})"|“([^“”\n]{2,50})”')
_MOST_BLANKS = 4  # in a quoted name
_LONGEST_WORD = 20  # characters of a word for a company
# What companies are called before a quoted name of one, in the forms that stand there.
_COMPANIES = frozenset(
    [
        "компания", "компании", "компанию", "компанией", "компаний", "банк", "банка", "банку", "банком",
        "фирма", "фирмы", "фирму", "ооо", "ао", "пао", "оао", "зао", "холдинг", "холдинга", "концерн",
        "концерна", "корпорация", "корпорации", "корпорацию", "агентство", "агентства", "агентству", "сеть",
        "сети", "партия", "партии", "партию", "партией", "клуб", "клуба", "газета", "газеты", "газете",
        "газету", "фонд", "фонда", "фондом", "компанія", "компанії", "компанію", "компанією", "фірма", "фірми",
        "тов", "концерну", "холдингу", "партія", "партії", "партію", "газети", "газеті", "клубу", "фонду",
        "мережа", "мережі", "компанията", "банката", "партията", "вестникът", "вестник", "фирмата", "kompania",
        "spółka", "spółki", "spółkę", "fundacja", "fundacji", "firma", "firmy", "firmę", "bank", "banku",
        "společnost", "společnosti", "spoločnosť", "spoločnosti", "banka", "banky", "bankou", "firmou",
        "preduzeće", "preduzeća", "kompanija", "kompanije", "kompaniju", "tvrtka", "tvrtke", "tvrtku",
        "podjetje", "podjetja", "uzņēmums", "uzņēmuma", "uzņēmumu", "bendrovė", "bendrovės", "įmonė", "įmonės",
        "sia", "uab", "compania", "companiei", "banca", "entreprise", "société", "banque", "association",
        "empresa", "banco", "compañía", "società", "azienda", "unternehmen", "verein", "konzern", "bedrijf",
        "bolaget", "företaget", "selskabet", "selskapet", "company", "charity", "firm", "perusahaan", "şirketi",
        "компаниясы", "компаниясының",
    ]
)  # fmt: skip
_QUOTED_ODDS: Odds = (0.0, 0.7, 0.0, 0.3)
_BLANKS = re.compile(r"[\s'’]")
_WORD = re.compile(r"\S+")


def limited(text: str, mention: Mention, is_place: Callable[[str], bool]) -> Sequence[Mention]:
    """Give the names of one mention; most stay as they are."""
    exact = text[mention.start : mention.end]
    if not _OPENERS.isdisjoint(exact):
        return _unquoted(text, mention, exact)
    if exact[0] in _ARTICLE_INITIALS and (office := _OFFICE.match(exact)):
        rest = mention._replace(start=mention.start + office.end())
        return [_place(rest) if is_place(exact[office.end() :]) and office.group(1) else rest]
    if mention.type == "PER" and ", " in exact:
        return [*_before_comma(mention, exact)]
    if mention.type == "LOC" and exact.count(" ") > 1:
        return _two_places(mention, exact, is_place)
    return [mention]


# "El alcalde de Sevilla", "El banco Santander": no name begins with an article and a word in small letters.
_ARTICLE_INITIALS = frozenset("EGIL")
_OFFICE = re.compile(r"(?:El|La|Los|Las|Il|Lo|Gli|Le|Les)(?: [a-zß-ÿ]+)+?(?: (de|del|di|da|do|du))? (?=[A-ZÀ-Þ])")


def _place(mention: Mention) -> Mention:
    """Give it as a place: the evidence for what it was counts for that."""
    odds = [*mention.odds]
    this = TYPES.index(mention.type)
    odds[this], odds[2] = odds[2], odds[this]
    person, organisation, place, no = odds
    return mention._replace(type="LOC", odds=(person, organisation, place, no))


def _unquoted(text: str, mention: Mention, exact: str) -> Sequence[Mention]:
    """Part a name at a quotation mark that is opened in it and not closed: "компании «КамАЗ" is КамАЗ.

    Where the name begins with a capital, sets have the word for the thing in it (SIA "Baltic Oil"), and the other mark.
    """
    at = next(at for at, char in enumerate(exact) if char in _OPENERS)
    closers, rest = _CLOSERS[exact[at]], exact[at + 1 :].lstrip()
    if mention.type != "ORG" or not rest or any(closer in rest for closer in closers):
        return [mention]
    start = mention.end - len(rest)
    ends = [found for closer in closers if (found := text.find(closer, mention.end, start + _LONGEST)) >= 0]
    stop = min(ends) if ends and "\n" not in text[mention.end : min(ends)] else 0
    end = len(text[:stop].rstrip()) if stop else mention.end
    inside = mention._replace(start=start, end=end)
    words = exact[:at].split()
    if words and words[-1] in _AND:
        before = exact[: exact.rindex(words[-1], 0, at)].rstrip()
        return [mention._replace(end=mention.start + len(before)), inside] if before else [inside]
    of_company = len(words) == 1 and words[0].lower() in _COMPANIES and (exact[at] == "«" or not words[0].isupper())
    if not words or exact[0].islower() or of_company:
        return [inside]
    return [mention._replace(end=stop + 1)] if stop and exact[at] != "«" else [mention]


def _before_comma(mention: Mention, exact: str) -> Iterator[Mention]:
    """Give the people that a comma parts, where no small letter follows: RONEC has "Donald Trump, președintele"."""
    pieces = exact.split(", ")
    if any(not piece[:1].isupper() or piece.rstrip(".") in _YOUNGER for piece in pieces):
        yield mention
        return
    start = mention.start
    for piece in pieces:
        yield mention._replace(start=start, end=start + len(piece.rstrip()))
        start += len(piece) + 2


def _two_places(mention: Mention, exact: str, is_place: Callable[[str], bool]) -> Sequence[Mention]:
    """Part a place from the one that it lies in: "Nairobi nchini Kenya"."""
    words = [*_WORD.finditer(exact)]
    for at in range(1, len(words) - 1):
        if words[at].group() in _LIES_IN and not is_place(exact):
            first, last = exact[: words[at - 1].end()], exact[words[at + 1].start() :]
            if is_place(first) and is_place(last):
                return [
                    mention._replace(end=mention.start + len(first)),
                    mention._replace(start=mention.end - len(last)),
                ]
    return [mention]


_AND = frozenset({"и", "і", "та", "й", "and", "und", "et", "y", "e", "i", "a", "și", "un", "ja", "och", "og"})
_YOUNGER = frozenset({"Jr", "Sr", "II", "III", "IV"})
_LIES_IN = frozenset({"nchini", "na", "w", "we", "in", "en", "в", "у", "v", "sa"})


def quoted(text: str) -> Iterator[Mention]:
    """Find names in quotation marks behind a word for a company: sorted, without overlap."""
    for match in _QUOTED.finditer(text):
        before = _BLANKS.split(text[max(0, match.start() - _LONGEST_WORD) : match.start()].rstrip())
        if before[-1].lower() in _COMPANIES:
            group = match.lastindex or 0
            name = match.group(group).rstrip()
            if name[:1].isupper() and name.count(" ") <= _MOST_BLANKS:
                yield Mention(match.start(group), match.start(group) + len(name), "ORG", _QUOTED_ODDS, "rules")


def spelt(text: str, shorts: Set[str]) -> Iterator[Mention]:
    """Find what organisations are called in full before their initials: "Komisi Pemberantasan Korupsi (KPK)".

    *shorts* are the names of organisations that were found.  Every letter is that of a word, the first one with a
    capital; words in small letters may stand between that give none ("dan", "of").
    """
    for match in _INITIALS.finditer(text):
        short = match.group(1)
        if short in shorts:
            words = [*_WORD.finditer(text, max(0, match.start() - _LONGEST_SPELT), match.start())]
            at, letters = len(words), [*short]
            while at and letters and (words[at - 1].group()[0] == letters[-1] or words[at - 1].group().islower()):
                at -= 1
                if words[at].group()[0].casefold() == letters[-1].casefold():
                    letters.pop()
            if not letters and words[at].group()[0].isupper() and "\n" not in text[words[at].start() : match.start()]:
                yield Mention(words[at].start(), words[-1].end(), "ORG", _QUOTED_ODDS, "rules")


_INITIALS = re.compile(r"[ ]\(([^\W\d_a-z]{3,8})\)")
_LONGEST_SPELT = 100  # characters
