"""How far do the settings let a record go?  The one place where they become the limits of decoding."""

from streams.settings import Settings, WrongSettings
from streams.wire.decode import Limits
from streams.wire.record import Address


def limits_of(settings: Settings) -> Limits:
    """Give the limits; raises WrongSettings for a quarantined address that cannot be read."""
    try:
        quarantine = frozenset(Address.parse(text) for text in settings.quarantine)
    except ValueError as error:
        raise WrongSettings(f"STREAMS_QUARANTINE: {error}") from error
    return Limits(settings.max_record_bytes, quarantine)
