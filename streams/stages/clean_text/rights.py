"""Which lines say who has the rights?  `© 2024 Thaxby Media`, `All rights reserved.`, `無断転載禁止`.

A sentence of the news is about rights as well: `All rights reserved seats were sold.`
"""

import re

from streams.stages.clean_text.lexicon import Lexicon
from streams.text.lines import ends_sentence, is_body_like, is_spaceless, key, undecorated

_SIGNS = ("©", "(c)", "ⓒ", "®")
_COPYRIGHT = re.compile(r"©|\(c\)|ⓒ|copyright\s?(?:©|\(c\)|ⓒ|\d{4}\b)", re.IGNORECASE)
# What rights are called in notices; `Vietata la riproduzione` and the like may go on.
_RIGHT_STEMS = (
    "right recht regte rett rätt réttindi droits derechos dereitos direitos diritti drets hak huquq hüquq xuquuq oikeu "
    "jog prawa práva prava pravice drepturi tiesības teisės õigus drejta eskubide haƙƙ haki hawl ceart karapatan "
    "autor прав құқық укук ҳуқуқ эрх δικαιωμ իրավունք უფლებ זכויות حقوق अधिकार हक्क हक স্বত্ব অধিকার 版权 版權 著作 "
    "無断 저작권 ลิขสิทธิ์ quyền"
)
_RIGHTS = frozenset(_RIGHT_STEMS.split())
_BEHIND_RIGHTS, _BEHIND_RIGHTS_WIDE = 4, 6  # words, characters of a script without blanks: `無断転載を禁じます`


def says_rights(text: str, term: str, lexicon: Lexicon) -> bool:
    """Tell whether the line, a whole sentence too, says who has the rights; *term* is its key."""
    if _COPYRIGHT.match(text):
        return True
    return lexicon.contained("copyright.contains", term) and _is_statement(text, term, lexicon)


def _is_statement(text: str, term: str, lexicon: Lexicon) -> bool:
    """Tell a notice from a sentence of the news about rights: a sign, no sentence, two terms, or little else."""
    if not ends_sentence(text) or any(sign in term for sign in _SIGNS):
        return True
    (start, end), *others = lexicon.spans("copyright.contains", term)
    if others:
        return True
    last = text.rpartition(". ")[2]
    if start > 1 and term[start - 2] == "." and last != text and lexicon.contained("copyright.contains", key(last)):
        return _is_statement(last, key(last), lexicon)  # `Published by Fell Media. All rights reserved.`
    if start:
        return not is_body_like(text) or lexicon.speaks_of("copyright.contains", term)
    return not any(stem in term[:end] for stem in _RIGHTS) or _stops(text, term, end)


def _stops(text: str, term: str, end: int) -> bool:
    """Tell whether the words up to *end* are a statement of their own: `All rights reserved seats were sold.` is none.

    Behind them stands a stop, or the name of who has the rights: `All rights reserved by Thaxby Media.`
    """
    if is_spaceless(term[:end]):
        return len(term) - end <= _BEHIND_RIGHTS_WIDE or not term[end].isalnum()
    words = undecorated(text).split()
    last, *behind = words[term.count(" ", 0, end) :] or [""]
    if last.endswith((".", ";", ":", "!", "|")) or not behind:
        return True
    if behind[0][0].lower() == behind[0][0].upper():
        return len(behind) <= _BEHIND_RIGHTS or not behind[0][0].isalpha()
    return any(word[0].isupper() or not word[0].isalpha() for word in behind[:2])
