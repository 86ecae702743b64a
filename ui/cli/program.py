"""The table of commands, loaded one by one, and what happens when one fails."""

from __future__ import annotations

import errno
import gc
import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Final

import click

from enable_desktop.errors import WorkspaceError
from enable_desktop.words import Words, mark
from ui.cli.screen import said, screen_words
from ui.cli.session import Session, prepare_output

DONE: Final = 0
USAGE: Final = 2
FAULT: Final = 3
_MANY: Final = 100_000

_COMMANDS: Final[Mapping[str, str]] = {
    "new": "ui.cli.files:new",
    "import": "ui.cli.imports:import_",
    "export": "ui.cli.exports:export",
    "search": "ui.cli.searching:search",
    "list": "ui.cli.records:list_",
    "show": "ui.cli.records:show",
    "reconcile": "ui.cli.reconcile:reconcile",
    "check": "ui.cli.check:check",
    "history": "ui.cli.steps:history",
    "undo": "ui.cli.steps:undo",
    "redo": "ui.cli.steps:redo",
    "backup": "ui.cli.files:backup",
    "backups": "ui.cli.files:backups",
    "restore": "ui.cli.files:restore",
    "recover": "ui.cli.files:recover",
}


class Commands(click.Group):
    """The commands by name; a module is loaded when its command is."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(_COMMANDS)

    def format_help(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        _translate(self, screen_words())
        super().format_help(context, formatter)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        module, _, attribute = _COMMANDS[name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        _translate(command, screen_words())
        return command


def _translate(command: click.Command, words: Words) -> None:
    """Put the help of a command into the language of the screen."""
    if words.language == "en":
        return
    command.help = words(command.help or "")
    for option in command.params:
        if isinstance(option, click.Option) and option.help:
            option.help = words(option.help)
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            _translate(inner, words)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    help=mark("Open the window on FILE or on the last workspace, or do one job without a window."),
    subcommand_metavar="[FILE] | COMMAND ...",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--version", "wants_version", is_flag=True, help=mark("Print the version."))
@click.option("--self-test", "wants_test", is_flag=True, help=mark("Touch every part of the program, and say so."))
@click.pass_context
def program(context: click.Context, wants_version: bool, wants_test: bool) -> int:
    if context.invoked_subcommand is not None:
        return DONE
    if wants_version:
        # Loaded here: it costs as much as click.
        from importlib.metadata import version

        click.echo(f"Enable Desktop {version('enable-desktop')}")
        return DONE
    if wants_test:
        from ui.cli.self_test import self_test

        return self_test(context.obj)
    click.echo(context.get_help())
    return DONE


def run_command(arguments: Sequence[str]) -> int:
    """Run one command; every failure becomes one sentence and an exit code."""
    prepare_output()
    words = screen_words()
    # What a command makes goes by itself when it is done with; Python looking for what goes round in circles took a
    # twentieth of an import.
    gc.set_threshold(_MANY)
    try:
        answer = program.main(
            args=list(arguments), prog_name="enable-desktop", standalone_mode=False, obj=Session(words)
        )
        sys.stdout.flush()
    except click.UsageError as error:
        error.show()
        return USAGE
    except click.Abort:
        return _failed(words("Stopped. What was stored before is kept."))
    except (WorkspaceError, OSError) as error:
        if isinstance(error, OSError) and error.errno == errno.EPIPE:
            # The reader of our output has gone, which is its right; Python would complain again at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return DONE
        return _failed(said(error, words))
    return answer if isinstance(answer, int) else DONE


def _failed(text: str) -> int:
    click.echo(text, err=True)
    return FAULT
