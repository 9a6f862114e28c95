"""Which commands do the runbooks tell a person to type?  All of them: those in blocks and those within a sentence."""

import re
from dataclasses import dataclass
from pathlib import Path

RUNBOOKS = Path(__file__).parent / "runbooks"
_BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
_BEGINS = re.compile(r"(STREAMS_\w+=\S+ )*(streams|curl|docker|kubectl|kafka-\S+) ")


@dataclass(frozen=True, slots=True)
class Command:
    """A line for a shell, and the alert in whose runbook it stands."""

    alert: str
    line: str

    @property
    def program(self) -> str:
        """The first word that is no variable: `streams`, `curl`, `docker`, ..."""
        words = [word for word in self.line.split() if not re.match(r"[A-Z_]+=", word)]
        return words[0] if words else ""


def commands(folder: Path = RUNBOOKS) -> list[Command]:
    """Give all commands in the order of reading, each once a runbook."""
    found: dict[Command, None] = {}
    for file in sorted(folder.glob("News*.md")):
        text = file.read_text(encoding="utf-8")
        blocks = [line.partition(" #")[0].strip() for block in _BLOCK.findall(text) for line in block.splitlines()]
        spans = [span for span in _SPAN.findall(_BLOCK.sub("", text)) if _BEGINS.match(span)]
        found |= dict.fromkeys(Command(file.stem, line) for line in (*blocks, *spans) if line)
    return list(found)
