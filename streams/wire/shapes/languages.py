"""Which BCP 47 tag is a declared language?  ISO 639-3 and 639-2 codes to the shortest code, as BCP 47 wants it.

The table holds every language of ISO 639-1, with its bibliographic code where it has one (`ger` beside `deu`), and
the individual languages that tools name instead of their macrolanguage (`cmn`, `arb`).  Codes are facts of the
standards; the list was written with pycountry 26.2 as the source.  Tagalog is `fil`, as in CLDR.

Sites write names as well, `"inLanguage": "English"`: those of the languages that we know, in English and in their own
language, are from CLDR 48 (Unicode License v3) by way of Babel 2.18, with a few more that people use.
"""

import re

from streams.wire.shapes.values import text

_PAIR = re.compile("([a-z]{3}):([a-z]{2,3})")
_CODES: dict[str, str] = dict(
    _PAIR.findall("""
    aar:aa abk:ab afr:af aka:ak alb:sq als:sq amh:am ara:ar arb:ar arg:an arm:hy asm:as ava:av ave:ae aym:ay aze:az
    azj:az bak:ba bam:bm baq:eu bel:be ben:bn bis:bi bod:bo bos:bs bre:br bul:bg bur:my cat:ca ces:cs cha:ch che:ce
    chi:zh chu:cu chv:cv cmn:zh cor:kw cos:co cre:cr cym:cy cze:cs dan:da deu:de div:dv dut:nl dzo:dz ekk:et ell:el
    eng:en epo:eo est:et eus:eu ewe:ee fao:fo fas:fa fij:fj fin:fi fra:fr fre:fr fry:fy ful:ff geo:ka ger:de gla:gd
    gle:ga glg:gl glv:gv gre:el grn:gn guj:gu hat:ht hau:ha hbs:sh heb:he her:hz hin:hi hmo:ho hrv:hr hun:hu hye:hy
    ibo:ig ice:is ido:io iii:ii iku:iu ile:ie ina:ia ind:id ipk:ik isl:is ita:it jav:jv jpn:ja kal:kl kan:kn kas:ks
    kat:ka kau:kr kaz:kk khk:mn khm:km kik:ki kin:rw kir:ky kom:kv kon:kg kor:ko kua:kj kur:ku lao:lo lat:la lav:lv
    lim:li lin:ln lit:lt ltz:lb lub:lu lug:lg lvs:lv mac:mk mah:mh mal:ml mao:mi mar:mr may:ms mkd:mk mlg:mg mlt:mt
    mon:mn mri:mi msa:ms mya:my nau:na nav:nv nbl:nr nde:nd ndo:ng nep:ne nld:nl nno:nn nob:nb nor:no npi:ne nya:ny
    oci:oc oji:oj ori:or orm:om ory:or oss:os pan:pa per:fa pes:fa pli:pi pol:pl por:pt pus:ps que:qu roh:rm ron:ro
    rum:ro run:rn rus:ru sag:sg san:sa sin:si slk:sk slo:sk slv:sl sme:se smo:sm sna:sn snd:sd som:so sot:st spa:es
    sqi:sq srd:sc srp:sr ssw:ss sun:su swa:sw swe:sv swh:sw tah:ty tam:ta tat:tt tel:te tgk:tg tgl:fil tha:th tib:bo
    tir:ti ton:to tsn:tn tso:ts tuk:tk tur:tr twi:tw uig:ug ukr:uk urd:ur uzb:uz uzn:uz ven:ve vie:vi vol:vo wel:cy
    wln:wa wol:wo xho:xh yid:yi yor:yo zha:za zho:zh zsm:ms zul:zu
    """)
)
_NAME = re.compile(r"(\S+):([\w-]+)")
_NAMES: dict[str, str] = {
    name.replace("_", " "): tag
    for name, tag in _NAME.findall("""
    afrikaans:af amharic:am አማርኛ:am arabic:ar العربية:ar azerbaijani:az azərbaycan:az belarusian:be беларуская:be
    bulgarian:bg български:bg bangla:bn বাংলা:bn bosnian:bs bosanski:bs catalan:ca català:ca czech:cs čeština:cs
    welsh:cy cymraeg:cy danish:da dansk:da german:de deutsch:de greek:el ελληνικά:el english:en spanish:es español:es
    estonian:et eesti:et basque:eu euskara:eu persian:fa فارسی:fa finnish:fi suomi:fi filipino:fil french:fr
    français:fr irish:ga gaeilge:ga galician:gl galego:gl gujarati:gu ગુજરાતી:gu hausa:ha hebrew:he עברית:he hindi:hi
    हिन्दी:hi croatian:hr hrvatski:hr hungarian:hu magyar:hu armenian:hy հայերեն:hy indonesian:id indonesia:id
    icelandic:is íslenska:is italian:it italiano:it japanese:ja 日本語:ja georgian:ka ქართული:ka kazakh:kk
    қазақ_тілі:kk khmer:km ខ្មែរ:km kannada:kn ಕನ್ನಡ:kn korean:ko 한국어:ko kyrgyz:ky кыргызча:ky lao:lo ລາວ:lo
    lithuanian:lt lietuvių:lt latvian:lv latviešu:lv macedonian:mk македонски:mk malayalam:ml മലയാളം:ml mongolian:mn
    монгол:mn marathi:mr मराठी:mr malay:ms melayu:ms burmese:my မြန်မာ:my norwegian_bokmål:nb norsk_bokmål:nb
    nepali:ne नेपाली:ne dutch:nl nederlands:nl norwegian_nynorsk:nn norsk_nynorsk:nn punjabi:pa ਪੰਜਾਬੀ:pa polish:pl
    polski:pl pashto:ps پښتو:ps portuguese:pt português:pt romanian:ro română:ro russian:ru русский:ru sinhala:si
    සිංහල:si slovak:sk slovenčina:sk slovenian:sl slovenščina:sl somali:so soomaali:so albanian:sq shqip:sq serbian:sr
    српски:sr swedish:sv svenska:sv swahili:sw kiswahili:sw tamil:ta தமிழ்:ta telugu:te తెలుగు:te thai:th ไทย:th
    turkish:tr türkçe:tr ukrainian:uk українська:uk urdu:ur اردو:ur uzbek:uz o‘zbek:uz vietnamese:vi tiếng_việt:vi
    chinese:zh 中文:zh bengali:bn mandarin:zh farsi:fa tagalog:fil norwegian:no norsk:no flemish:nl castellano:es
    castilian:es kirghiz:ky bahasa_indonesia:id bahasa_melayu:ms simplified_chinese:zh-Hans
    traditional_chinese:zh-Hant chinese_(simplified):zh-Hans chinese_(traditional):zh-Hant 简体中文:zh-Hans
    繁體中文:zh-Hant 汉语:zh 漢語:zh brazilian_portuguese:pt-BR slovene:sl
    """)
}
_PRIMARY = re.compile(r"([A-Za-z]{2,3})([-_].*)?", re.ASCII)


def bcp47(value: object) -> str | None:
    """Give the tag of a declared language, region and script kept; what is no code and no name stays as declared."""
    declared = text(value)
    found = _PRIMARY.fullmatch(declared.strip()) if declared else None
    if not found:
        return _NAMES.get(declared.strip().casefold(), declared) if declared else None
    primary = found[1].lower()
    return _CODES.get(primary, primary) + (found[2] or "").replace("_", "-")
