"""The errors that a user may meet. Each message says what, where, and what to do next, in one line."""


class BriefgenError(Exception):
    """The root: ``exit_code`` is what the command ends with."""

    exit_code = 1


class UsageError(BriefgenError):
    """The call or its configuration is wrong: a missing path, an unknown topic or template."""

    exit_code = 2


class ConfigError(UsageError):
    """briefgen.toml cannot be used as it stands."""


class ReadError(BriefgenError):
    """One input could not be read; the pipeline lists it as skipped."""


class TemplateError(BriefgenError):
    """A Word template cannot be filled: the part, the place and the tag are named. ``faults`` are all that were found."""

    def __init__(self, message: str, faults: tuple[object, ...] = ()) -> None:
        super().__init__(message)
        self.faults = faults


class OutputError(BriefgenError):
    """Nothing could be written where the user wanted it."""
