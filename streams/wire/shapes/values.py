"""What can be read out of a foreign value?  Strings out of strings, lists and objects; never raises.

The tools write one and the same fact as a string, an object, a list of either, or null.
"""

import re
from collections.abc import Iterable, Mapping

from streams.wire.fields import Json

MAX_ITEMS = 100  # of a list in our raw shape; a longer list of facts is cut, not a reason to refuse the article
MAX_ADDRESS = 2_048  # characters, as in our raw shape
_WITHOUT_ZONE = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d([.,]\d{1,9})?)?", re.ASCII)
# Date readers find no date in it, so a date of a wrong type is flagged `bad_date` like any other nonsense.
_UNREADABLE = "unreadable"


def present(fields: Mapping[str, object]) -> Json:
    """Leave out what is absent."""
    return {name: value for name, value in fields.items() if value is not None and value not in ([], {})}


def texts(value: object, *keys: str) -> list[str]:
    """Give the strings in *value*: itself, or its items; of an object the first string among *keys*.

    Blank strings are left out; at most 100, in order.
    """
    items = value if isinstance(value, list) else [value]
    found = (_of_object(item, keys) if isinstance(item, dict) else item for item in items)
    return [item for item in found if isinstance(item, str) and item.strip()][:MAX_ITEMS]


def _of_object(item: Json, keys: Iterable[str]) -> object:
    return next((item[key] for key in keys if isinstance(item.get(key), str) and item[key]), None)


def text(value: object, *keys: str) -> str | None:
    """Give the first string in *value*, as `texts` finds them."""
    found = texts(value, *keys)
    return found[0] if found else None


def address(value: object, *keys: str) -> str | None:
    """Give the first string in *value* that can be an address; a picture written out as `data:` is none."""
    found = texts(value, *keys)
    return next((item for item in found if len(item) <= MAX_ADDRESS and not item.startswith("data:")), None)


def is_web(value: object) -> bool:
    """Say whether *value* is an address of the web."""
    return isinstance(value, str) and value.startswith(("https://", "http://"))


def first(document: Json, *names: str) -> object:
    """Give the first of these fields that holds anything, of whatever type."""
    values = (document.get(name) for name in names)
    return next((value for value in values if value and not (isinstance(value, str) and value.isspace())), None)


def date(value: object) -> object:
    """Give a date for `wire.dates` to read: text or number as it is; None when there is none."""
    if value is None or value in ("", [], {}):
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return text(value, "@value") or _UNREADABLE


def utc(value: object) -> object:
    """Give a date as `date` does, of a tool that writes UTC without saying so."""
    found = date(value)
    if isinstance(found, str) and _WITHOUT_ZONE.fullmatch(found.strip()):
        return f"{found.strip()}Z"
    return found
