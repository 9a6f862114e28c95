"""What do the fault tests send?  Short articles in several scripts, every fifth an update of the same four before it.

Two hundred bytes each: the tests are about the host, not about the stages.
"""

from collections.abc import Iterator

import orjson

# How often an address comes back with a newer text: enough for the order of a key to be seen.
VERSIONS = 5
_TEXTS = (  # Indonesian, English, Ukrainian, Arabic, Hindi, Chinese
    ("Banjir surut di Semarang", "Warga kembali ke rumah masing-masing setelah air surut, kata Badan Penanggulangan."),
    ("Ferry service to resume", "The council said ferries would run again on Monday after repairs in Bristol."),
    ("Новий міст відкрили у Львові", "Мер міста оголосив, що рух відновлять у середу зранку."),
    ("افتتاح مدرسة جديدة في عمان", "قالت وزارة التربية إن المدرسة تستقبل الطلاب يوم الأحد المقبل."),
    ("दिल्ली में नई मेट्रो लाइन", "अधिकारियों ने बताया कि यात्रियों के लिए सेवा अगले सप्ताह शुरू होगी।"),
    ("上海新地铁线开通", "市政府表示，新线路将于下周一投入运营，方便居民出行。"),
)


def article(number: int, *, mark: str = "") -> tuple[bytes, bytes]:
    """Give key and value of article *number*; *mark* goes into the title, for builds that look for it."""
    story = number // (VERSIONS * len(_TEXTS)) * len(_TEXTS) + number % len(_TEXTS)
    title, body = _TEXTS[number % len(_TEXTS)]
    url = f"https://news.example/{story}"
    value = {"url": url, "title": f"{title} {mark}".strip(), "body": f"{body} ({number})"}
    return url.encode(), orjson.dumps(value)


def articles(count: int, *, start: int = 0) -> Iterator[tuple[bytes, bytes]]:
    """Give *count* articles."""
    return (article(number) for number in range(start, start + count))
