"""The errors a caller can act on, one leaf per thing to do about it."""


class PublishError(Exception):
    """Base of every error a caller can act on; `exit_code` is what the command line returns for it."""

    exit_code = 70


class UsageError(PublishError):
    """The call asks for something that does not exist, such as an unknown output format."""

    exit_code = 2


class SourceError(PublishError):
    """A source could not be read as an article; the message is the reason shown to the user."""

    exit_code = 3


class ConfigError(PublishError):
    """The configuration is not understood; the message names file, key and the nearest valid key."""

    exit_code = 4


class ThemeError(PublishError):
    """A style sheet asks for something undefined or impossible."""

    exit_code = 4


class OutputError(PublishError):
    """An output could not be written; nothing was replaced."""

    exit_code = 5


class MachineError(PublishError):
    """The machine lacks something, such as a system library; the message says how to install it."""

    exit_code = 7


class LimitError(PublishError):
    """A piece of work took more time or memory than it may, or ended its process; the message says which."""

    exit_code = 7


class BusyError(PublishError):
    """Another build holds the output folder."""

    exit_code = 8


class ConservationError(PublishError):
    """Text of a source is neither in the article nor in the audit: a bug of ours, never of the source."""

    exit_code = 70
