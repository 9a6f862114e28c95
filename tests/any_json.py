"""Any JSON that a parser takes, for property tests."""

from hypothesis import strategies as st


def any_json(text: st.SearchStrategy[str]) -> st.SearchStrategy[object]:
    """Give a strategy of JSON values with such *text* as strings and names; numbers as orjson reads and writes them."""
    return st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(2**63), 2**64 - 1)
        | st.floats(allow_nan=False, allow_infinity=False)
        | text,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
        max_leaves=12,
    )
