"""Does this look like the name of a person?  By case, length and script; no list of names is used.

Only asked where a page says so: behind a byline label, or alone beside a date.
"""

import re

_PARTICLE_WORDS = (
    "de da do dos das di del della der den van von vom zu zur ten ter la le el al as du des af av bin binti ibn bint "
    "abu ap y i e und och og ben ould o st san"
)
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
# Words of roles, which are in no name; and of papers and agencies, which are in a few (Emily Post), so that they count
# only behind a name: `Jane Doe, BBC News`.
_ROLE_WORDS = (
    "writer reporter editor correspondent columnist contributor newsroom redakteur redakteurin korrespondent "
    "korrespondentin reporterin journaliste correspondant correspondante redactor redactora corresponsal "
    "periodista repórter jornalista correspondente giornalista corrispondente verslaggever redaktor "
    "dziennikarz redaktør journalist redaktör toimittaja muhabir muhabiri wartawan kontributor koresponden "
    "редактор корреспондент журналист кореспондент"
)
_PRESS_WORDS = (
    "producer staff desk team news press times post herald tribune gazette media agency agencies service "
    "bureau wire reuters afp ap bbc cnn dpa efe ansa redaktion agentur zeitung rédaction envoyé envoyée agence "
    "journal redacción agencia diario redação redazione inviato agenzia redactie persbureau redakcja agencja "
    "toimitus editör ajansı haber redaksi penulis kantor редакция новости агентство тасс риа интерфакс "
    "редакція агенція новини báo"
)
# What a CMS calls who has no name; with the others, but never beside a name: Emily Post, John Admin.
_ACCOUNT_WORDS = (
    "admin administrator webmaster root super user guest author authors editors editorial board online web digital "
    "newsdesk newsroom autor autoren autorin gastautor redazioni redacao redação equipo equipe équipe team ekip екип "
    "editör автор админ администратор редактори administrador editor redator redakcia redakce redakcija uredništvo "
    "szerkesztőség toimittajat kirjoittaja verfasser webredaktion onlineredaktion nachrichtenredaktion today's paper "
    "edition epaper "
    "none unknown unbekannt inconnu desconocido desconhecido sconosciuto onbekend okänd ukendt ukjent nieznany "
    "неизвестен неизвестно невідомо なし 無し 不明 不详 不詳 佚名 없음 미상"
)
# Offices that are in nobody's name; a word beside them is the paper's: `Redacción Litoral`.
_OFFICE_WORDS = (
    "redaktion rédaction redacción redação redazione redactie redakcja redaksi toimitus редакция редакція newsroom "
    "agentur agencia agence agenzia agencja ajansı persbureau"
)
# Any of these makes a body of a name, a first word of the last line too: `The Saltmarsh Trust`, `Our Foreign Staff`.
_BODY_WORDS = (
    "gmbh inc ltd llc plc corp e.v foundation association society university institute committee ministry department "
    "stiftung verein universität institut ministerium fondation université ministère fundación asociación universidad "
    "instituto ministerio fundação universidade ministério fondazione università ministero университет министерство "
    "институт"
)
_BODIES = frozenset(_BODY_WORDS.split())
_BODY_STARTS = frozenset({"the", "our"})
_ROLES = frozenset(_ROLE_WORDS.split())
_PRESS = _ROLES | frozenset(_PRESS_WORDS.split())
_NOBODY = _PRESS | frozenset(_ACCOUNT_WORDS.split())
_OFFICES = frozenset(_OFFICE_WORDS.split())
_OFFICE_END_WORDS = (  # `Saltmarsh News`
    "news desk media agency agencies online tv nieuws nyheter noticias notícias notizie haber haberler berita новости "
    "zprávy wiadomości nyheder uutiset știri vijesti vesti вести новини"
)
_OFFICE_ENDS = frozenset(_OFFICE_END_WORDS.split())
_OFFICE_END = (
    "報導",
    "报道",
    "報道",
    "記者",
    "记者",
    "通訊社",
    "通讯社",
    "新聞",
    "新闻",
    "新聞社",
    "通讯员",
    "通訊員",
    "기자",
    "특파원",
)
# How surnames end in languages of which the tables have few: Lithuanian, Czech, South and East Slavic, Romanian, Greek,
# Turkic, Georgian, Armenian, Persian.  What other words end in, as `-ski` and `-sen`, is left out.
_SURNAME_END_WORDS = (
    "ienė aitė ytė utė iūtė auskas evičius ová ić vić sson sdóttir escu opoulos opoulou idis akis enko oğlu zadeh zade "
    "ullah uddin shvili dze yan ova eva ова ева ёва енко ько ович евич ић чук ян дзе швили швілі оглы ұлы уулу қызы "
    "кызы όπουλος οπούλου ίδης άκης"
)
_SURNAME_ENDS = tuple(_SURNAME_END_WORDS.split())
_SURNAME_CP = 5
_BREAK = re.compile(
    r"\s*(?:[,;&、،/|／+]|\b(?:and|und|et|y|e|en|och|og|ja|i|dan|và|ve|dhe|și|oraz|и|і|та|и|а|και)\b)\s*|\s+و\s+"
)
_GLUED_AND = re.compile(r"\s+و(?=\S)")  # `أحمد علي ومحمد حسن`; `احمد وردګ` is one
_WITH = re.compile(r"\s(?:with|avec|mit|con|com|met|med)\s(?=[A-Z]).*$")  # `Ana Ruiz avec AFP`
_FOLLOW = re.compile(r"\s(?:follow|folgen|seguir|suivre|segui|volg|följ|følg|ikuti|подписаться|читать)$", re.IGNORECASE)
_PLACE_BEHIND = re.compile(r"\s*(?:, |[|/]\s)")
_WORD = re.compile(r"[^\s]+")
_INITIAL = re.compile(r"(?<!\w)(\w)\.(?=\w{2})")  # `Б.Сарнай`
_UNCASED = re.compile(r"[\u10a0-\u10ff]")  # Georgian has capitals in Unicode that nobody writes names with
_MAIL = re.compile(r"\S{1,64}@\S{1,128}|[@#]\w{2,40}|https?://\S+")
_CJK_NAME = re.compile(
    r"[\u4e00-\u9fff\u3040-\u30ff々ー]{2,8}|[\u4e00-\u9fff]{2,4}(?:[・· ][\u4e00-\u9fff]{1,4})?|[\uac00-\ud7a3]{2,4}"
)
_HAN_NAMES = re.compile(r"[\u4e00-\u9fff]{2,4}(?: [\u4e00-\u9fff]{2,4}){1,4}")  # 李小明 张三: two people, not one
_HANGUL_NAMES = re.compile(r"[\uac00-\ud7a3]{3}(?: [\uac00-\ud7a3]{3}){1,4}")  # 김철수 이영희
_CJK_FOREIGN = re.compile(r"[\u4e00-\u9fff\u30a0-\u30ff]{1,8}(?:[・·＝][\u4e00-\u9fff\u30a0-\u30ff]{1,10}){1,3}")


def name_words(name: str) -> list[str]:
    """Give the words that a table of names can have, `DARRELL` as `Darrell`; no particles and no initials."""
    words = (word.strip(".,'’“”\"") for word in name.replace("-", " ").split())
    kept = (word for word in words if len(word) > 1 and word.casefold() not in _PARTICLES)
    return [word.title() if word.isupper() else word for word in kept]


def ends_as_surname(name: str) -> bool:
    """Tell whether the last word of *name* ends as surnames do: `Rasa Petrauskienė`, `Алесь Хвалько`."""
    last = name.rsplit(maxsplit=1)[-1].casefold()
    return len(last) >= _SURNAME_CP and last.endswith(_SURNAME_ENDS)


def without_addresses(text: str) -> str:
    """Take mail addresses, handles and links out of a byline."""
    return _MAIL.sub(" ", text)


def is_name(text: str, *, least_words: int = 1) -> bool:
    """Tell whether *text* can be one person's name; *least_words* counts only where blanks separate words."""
    text = text.strip()
    if not 2 <= len(text) <= 48 or any(char.isdigit() for char in text):
        return False
    if _CJK_NAME.fullmatch(text) or _CJK_FOREIGN.fullmatch(text):
        return True
    words = _WORD.findall(_INITIAL.sub(r"\1. ", text))
    if not least_words <= len(words) <= 5:
        return False
    return all(_is_name_word(word, first=not index) for index, word in enumerate(words))


def is_phrase(text: str) -> bool:
    """Tell whether *text* is several words of which one behind the first begins small: `nobody applied`, no `red/ab`.

    Words that stand in names do not count, nor addresses: `Ana van der Berg`, `thaxby.example`.
    """
    return any(word[0].islower() and "." not in word and word not in _PARTICLES for word in text.split()[1:])


def is_said_of(text: str) -> bool:
    """Tell whether *text* behind the word for a source is no name of one: `the river at Thaxby`, `of income: raffle`.

    Two small words are: `materiały prasowe`, `пресс-служба губернатора`.
    """
    return text[:1].islower() and text.count(" ") > 1 and is_phrase(text)


def _is_name_word(word: str, *, first: bool) -> bool:
    bare = word.strip(".'’-‘“”\"")
    if not bare or not bare[0].isalpha() or any(char in ",:;!?()[]{}=<>/\\_*…。？！،؟।：；＝（）՝៖፦" for char in word):
        return False
    if not first and (word.casefold() in _PARTICLES or bare[0].isupper()):
        return True
    cased = bare[0].lower() != bare[0].upper() and not _UNCASED.match(bare)
    return bare[0].isupper() if cased else len(bare) <= 14


def split_names(text: str) -> tuple[str, ...]:
    """Give the names of a byline in order; empty when nothing in it is a name."""
    whole = " ".join(without_addresses(text).split()).strip(" .,;:|-–—()（）")
    whole = _FOLLOW.sub("", _WITH.sub("", whole))  # `Ana Ruiz Follow @ana`
    parts = [part.strip(" .-–—()（）") for piece in _BREAK.split(whole) for part in _unglued(piece)]
    if _HAN_NAMES.fullmatch(whole) or _HANGUL_NAMES.fullmatch(whole):
        parts = whole.split(" ")
    if len(parts) == 2 and " " in parts[0] and " " not in parts[1] and _PLACE_BEHIND.match(whole, len(parts[0])):
        parts = parts[:1]  # `Neema Kibwana, Tanga`: where, not who
    if parts and is_nobody(parts[0]):
        return ()
    if len(parts) > 2 and " " in parts[0]:
        parts = [part for part in parts if " " in part or not part[:1].isupper()]  # `Ana Ruiz, Munich, Germany`
    names = [part for part in parts[:1] if is_name(part) and not _holds(part, _ROLES)]
    names += [part for part in parts[1:] if is_name(part) and not _holds(part, _PRESS)]
    return tuple(dict.fromkeys(names)) if names and is_name(parts[0]) else ()


def _unglued(piece: str) -> list[str]:
    """Split at the Arabic "and", which is written onto the word behind it, between two names of two words."""
    glued = next((at for at in _GLUED_AND.finditer(piece) if " " in piece[: at.start()].strip()), None)
    if glued is None or " " not in piece[glued.end() :].strip():
        return [piece]
    return [piece[: glued.start()], *_unglued(piece[glued.end() :])]


def is_nobody(text: str) -> bool:
    """Tell whether a newsroom, a role or an account stands where a name should: `Staff`, `Online-Redaktion`."""
    words = [word.strip(".'’") for word in text.casefold().replace("-", " ").split()]
    if not words:
        return False
    is_office = not _OFFICES.isdisjoint((words[0], words[-1])) or words[-1] in _OFFICE_ENDS
    is_body = not _BODIES.isdisjoint(words) or (words[0] in _BODY_STARTS and text[:1].isupper() and len(words) > 1)
    return is_office or is_body or all(word in _NOBODY for word in words)


def is_of_press(text: str) -> bool:
    """Tell whether the last word is one of the press, in many languages: of a paper, an agency, a desk or a trade.

    `Hill Times`, `Web Desk`; a person may be called so, `Emily Post`.
    """
    return not _PRESS.isdisjoint(text.casefold().split()[-1:])


def _holds(part: str, words: frozenset[str]) -> bool:
    """Tell whether a part of a byline has one of *words*, or ends as offices do in Chinese and Korean: `台北報導`."""
    return part.endswith(_OFFICE_END) or any(word.strip(".'’") in words for word in part.casefold().split())
