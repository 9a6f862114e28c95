"""Which parts of the documentation are made from code?  `python -m ops.docs` writes them; a test compares."""

from pathlib import Path

import ops.grafana.__main__ as grafana
from ops import lexicon_docs, metrics_docs, runbooks_docs
from streams.core.codes import REASONS
from streams.settings import Settings

README = Path(__file__).parents[1] / "README.md"


def settings_table() -> str:
    """List every setting with its default and what it is."""
    rows = ["| setting | default | what it is |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        value = field.default
        shown = ",".join(value) or "none" if isinstance(value, tuple) else "" if value is None else str(value)
        rows.append(f"| `STREAMS_{name.upper()}` | {f'`{shown}`' if shown else ''} | {field.description} |")
    return "\n".join(rows)


def codes_table() -> str:
    """List every reason code with its site, its meaning, and what makes a replay pass."""
    rows = ["| code | where | meaning | a replay can pass after |", "|---|---|---|---|"]
    for code, reason in REASONS.items():
        rows.append(f"| `{code}` | {reason.site} | {reason.meaning} | {reason.passes_after or 'never'} |")
    return "\n".join(rows)


PARTS = {"settings": settings_table, "codes": codes_table}


def filled(text: str) -> str:
    """Give *text* with every generated part made anew between its two markers."""
    for name, make in PARTS.items():
        begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        before, _, rest = text.partition(begin)
        text = f"{before}{begin}{make()}\n{end}{rest.partition(end)[2]}"
    return text


def main() -> None:
    """Write the generated parts of both READMEs, the dashboards, and the pages of metrics and alerts."""
    README.write_text(filled(README.read_text()))
    lexicon_docs.main()
    grafana.main()
    metrics_docs.main()
    runbooks_docs.main()


if __name__ == "__main__":
    main()
