"""When did a producer say it happened?  Tolerant reading of dates into RFC 3339 UTC text with milliseconds."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from streams.core.codes import ArticleWarning

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# The oldest newspaper dates from 1605; anything before is a default value such as year 1.
_EARLIEST = datetime(1605, 1, 1, tzinfo=UTC)
# Producers' clocks and zones are off by hours; a day later than the append time is a mistake.
_LATEST_AHEAD = timedelta(days=1)
_MS_FIGURES = 13  # of milliseconds since 1970, from 2001 to 2286


def rfc3339(moment: datetime) -> str:
    """Write an aware moment as UTC text with milliseconds and `Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def from_ms(milliseconds: int) -> str:
    """Write milliseconds since 1970 as RFC 3339."""
    return rfc3339(_EPOCH + timedelta(milliseconds=milliseconds))  # floats would lose a millisecond now and then


def to_ms(text: str) -> int:
    """Read back what `from_ms` wrote.  Raises ValueError for anything that is not RFC 3339."""
    return (datetime.fromisoformat(text) - _EPOCH) // timedelta(milliseconds=1)


def read_date(value: object, *, appended_ms: int) -> tuple[str | None, Sequence[ArticleWarning]]:
    """Read ISO 8601, RFC 5322 or milliseconds since 1970, as a number or as text; never raises.

    Gives None and `bad_date` for nonsense or a year before newspapers; a time without zone is read as UTC
    and flagged `bad_date`, a mere day is not; one more than a day after the record's append time is kept and
    flagged `future_date`.
    """
    moment = _parse(value)
    if moment is None:
        return None, (ArticleWarning.BAD_DATE,)
    warnings = []
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
        if not _is_day(value):
            warnings.append(ArticleWarning.BAD_DATE)
    try:
        moment = moment.astimezone(UTC)
        if moment < _EARLIEST:
            return None, (ArticleWarning.BAD_DATE,)
    except OverflowError:  # year 1 or 9999 with an offset that leaves the calendar
        return None, (ArticleWarning.BAD_DATE,)
    if moment > datetime.fromtimestamp(appended_ms / 1000, UTC) + _LATEST_AHEAD:
        warnings.append(ArticleWarning.FUTURE_DATE)
    return rfc3339(moment), warnings


def _is_day(value: object) -> bool:
    return isinstance(value, str) and ":" not in value


def _parse(value: object) -> datetime | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(value)
    if not isinstance(value, str) or len(value) > 64:
        return None
    stripped = value.strip()
    if len(stripped) == _MS_FIGURES and stripped.isascii() and stripped.isdigit():
        return _from_number(int(stripped))  # a header has no numbers, only text
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return parse(stripped)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _from_number(value: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(value / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
