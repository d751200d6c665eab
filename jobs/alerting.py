"""The alert file: channels to send to and rules that say what is worth sending. Unknown keys are an error."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, Protocol
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from store.changes import KINDS

PERCENT = 100


class AlertError(ValueError):
    """The alert file cannot be used; the message is one clear line."""


class Strict(BaseModel):
    """A table of the file: unknown keys are an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Webhook(Strict):
    """A channel that posts one JSON object for each change."""

    kind: Literal["webhook"]
    name: str = Field(min_length=1, max_length=100)
    url: str
    token_env: str | None = None  # environment variable with a bearer token
    timeout_seconds: float = Field(default=10, gt=0, le=120)

    @field_validator("url")
    @classmethod
    def web_address(cls, value: str) -> str:
        """Refuse what is no web address."""
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("not a web address")
        return value


class Mail(Strict):
    """A channel that sends one message for each change."""

    kind: Literal["mail"]
    name: str = Field(min_length=1, max_length=100)
    host: str
    port: int = Field(default=587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str | None = None
    password_env: str | None = None  # environment variable with the password
    sender: str = Field(min_length=3)
    to: list[str] = Field(min_length=1)
    timeout_seconds: float = Field(default=20, gt=0, le=120)

    @field_validator("sender", "to")
    @classmethod
    def one_line(cls, value: str | list[str]) -> str | list[str]:
        """Refuse an address that would break a header."""
        for address in [value] if isinstance(value, str) else value:
            if "@" not in address or any(ord(character) < ord(" ") for character in address):
                raise ValueError("not a mail address")
        return value


Channel = Annotated[Webhook | Mail, Field(discriminator="kind")]


class Changed(Protocol):
    """What a rule looks at: a change as the log keeps it."""

    kind: str
    measure: str | None
    parties: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


class Rule(Strict):
    """A change that passes every part of a rule goes to its channels; an empty list lets everything pass."""

    send_to: list[str] = Field(min_length=1)
    kinds: list[str] = []
    parties: list[str] = []
    measures: list[str] = []
    moves_more_than: Decimal | None = Field(default=None, ge=0)  # percent; concerns changed figures alone
    passes: Decimal | None = None  # a figure that reaches this value and was below it

    @field_validator("kinds")
    @classmethod
    def known_kinds(cls, value: list[str]) -> list[str]:
        """Refuse a kind that no change has."""
        unknown = sorted(set(value) - set(KINDS))
        if unknown:
            raise ValueError(f"no such kind: {', '.join(unknown)}; kinds are {', '.join(KINDS)}")
        return value

    def wants(self, change: Changed) -> bool:
        """Tell whether a change is worth sending by this rule."""
        if self.kinds and change.kind not in self.kinds:
            return False
        if self.parties and not {p.casefold() for p in self.parties} & {
            p.casefold() for p in change.parties.split(";")
        }:
            return False
        if self.measures and change.measure not in self.measures:
            return False
        return self.moves(change) and self.reaches(change)

    def moves(self, change: Changed) -> bool:
        """Tell whether a changed figure moves far enough; a change of another kind is not judged by distance."""
        if self.moves_more_than is None or change.kind != "changed_figure":
            return True
        old, new = headline(change.before), headline(change.after)
        if old is None or new is None:
            return old is not new
        return abs(new - old) * PERCENT > abs(old) * self.moves_more_than

    def reaches(self, change: Changed) -> bool:
        """Tell whether a figure reaches the value that the rule names."""
        if self.passes is None:
            return True
        old, new = headline(change.before), headline(change.after)
        return new is not None and new >= self.passes and (old is None or old < self.passes)


class AlertFile(Strict):
    """The whole file."""

    channel: list[Channel] = Field(min_length=1)
    rule: list[Rule] = []
    health_to: list[str] = []  # channels that are told when other sources need a person than before
    base_url: str = "http://127.0.0.1:8501"  # where the app answers, for links

    @model_validator(mode="after")
    def names_meet(self) -> AlertFile:
        """Refuse two channels of one name and a rule for a channel that is not there."""
        names = [channel.name for channel in self.channel]
        if len(set(names)) < len(names):
            raise ValueError("two channels have the same name")
        if not self.rule and not self.health_to:
            raise ValueError("neither a rule nor health_to: nothing would ever be sent")
        missing = sorted(({name for rule in self.rule for name in rule.send_to} | set(self.health_to)) - set(names))
        if missing:
            raise ValueError(f"no such channel: {', '.join(missing)}")
        return self

    def wanted_by(self, channel: str, change: Changed) -> bool:
        """Tell whether any rule sends a change to a channel."""
        return any(channel in rule.send_to and rule.wants(change) for rule in self.rule)


def headline(value: Mapping[str, Any]) -> Decimal | None:
    """Return the number a value stands for: the one to cite, else its upper end, else its lower one."""
    number = next((value[name] for name in ("best", "high", "low") if value.get(name) is not None), None)
    return None if number is None else Decimal(number)


def load(path: Path) -> AlertFile:
    """Read an alert file. Raises AlertError."""
    try:
        return AlertFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise AlertError(f"{path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AlertError(f"{path}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise AlertError(f"{path}: {place}: {first['msg']}" if place else f"{path}: {first['msg']}") from error
