"""What can a person ask of `streams`?  The group of commands, each imported only when it is called.

Exit codes: 0 fine, 1 found something wrong, 2 usage, 69 the world is broken, 70 our bug, 78 settings.
A person sees one sentence, never a traceback.
"""

import importlib
import logging
import os
import sys
from collections.abc import Sequence

import click

from streams import __version__
from streams.core.outcome import Unavailable
from streams.core.topology import WrongTopology
from streams.settings import WrongSettings

EX_FOUND, EX_USAGE, EX_UNAVAILABLE, EX_BUG, EX_CONFIG = 1, 2, 69, 70, 78

# name -> module under streams.cli; each has a click command named `command`.
COMMANDS = {
    "run": "run",
    "worker": "worker",
    "produce": "produce",
    "tail": "tail",
    "dlq": "dlq",
    "audit": "audit",
    "lag": "lag",
    "topics": "topics",
    "topology": "topology",
    "config": "config",
    "doctor": "doctor",
    "bench": "bench",
}


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is named, so that `--help` stays fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of a first day with the product."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import and give one command."""
        if name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"streams.cli.{COMMANDS[name]}").command
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="streams")
def cli() -> None:
    """News articles through Kafka: clean, tag the language, extract entities, lose nothing.

    \b
    First steps, with a broker on 127.0.0.1:9092 (`make up`):
      streams run article.json           the stages on a file, without Kafka
      streams topics apply               create the topics
      streams worker                     run the pipeline
      streams produce --reference        send the reference article
      streams tail                       watch enriched articles arrive
      streams audit                      prove that nothing is missing

    Settings are STREAMS_* variables; `streams config check` lists them all.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code."""
    sys.exit(_code(arguments))


def _code(arguments: Sequence[str] | None) -> int:
    try:
        result = cli.main(arguments, prog_name="streams", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (WrongSettings, WrongTopology) as error:
        return _say(error, EX_CONFIG)
    except Unavailable as error:
        return _say(error, EX_UNAVAILABLE)
    except BrokenPipeError:  # `streams tail | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, click.Abort):
        return 130
    except Exception as error:
        logging.getLogger("streams").debug("command.failed", exc_info=True)
        return _say(f"internal error, {type(error).__name__}: {error}; this is a bug of ours", EX_BUG)


def _say(message: object, code: int) -> int:
    click.echo(f"streams: {message}", err=True)
    return code


if __name__ == "__main__":
    main()
