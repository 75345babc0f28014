"""The settings of a deployment, read once from the environment or from .env."""

from collections.abc import Mapping
from typing import IO, Any, Literal

import click
from pydantic import SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.vault import Vault

WANTED = {
    "int_parsing": "must be a number from 0 to 65535",
}
"""What to write instead, where the validator's own words would not help."""
SLACK = "https://slack.com/api/"
SHORT_KEY = (
    "DEAL_COACH_SECRET_KEY must be at least 32 random characters (`openssl rand -base64 32` makes "
    "them); several keys are separated by commas, the newest first."
)
DRIVERS = ("sqlite", "sqlite+pysqlite", "postgres", "postgresql", "postgresql+psycopg")


class SettingsError(click.ClickException):
    """A setting is missing or wrong; the text is one line for the operator, the exit code 2."""

    exit_code = 2

    def show(self, file: IO[str] | None = None) -> None:
        """The line, on standard error."""
        click.echo(f"deal-coach: {self.message}", err=True)


class Settings(BaseSettings):
    """What the operator decides. Secrets never show in a log or a repr."""

    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True
    )

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_client_id: str | None = None
    slack_client_secret: SecretStr | None = None
    slack_api_url: str = SLACK
    database_url: str = "sqlite:///deal-coach.db"
    deal_coach_secret_key: SecretStr | None = None
    port: int = 3000
    requests_a_minute: int = 120
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["TEXT", "JSON"] = "TEXT"

    @field_validator("slack_bot_token")
    @classmethod
    def _bot_token(cls, value: SecretStr | None) -> SecretStr | None:
        return _prefixed(value, "xoxb-")

    @field_validator("slack_app_token")
    @classmethod
    def _app_token(cls, value: SecretStr | None) -> SecretStr | None:
        return _prefixed(value, "xapp-")

    @field_validator("slack_api_url")
    @classmethod
    def _api_url(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must be a web address")
        return value.rstrip("/") + "/"

    @field_validator("database_url")
    @classmethod
    def _database_url(cls, value: str) -> str:
        if not value.startswith(("sqlite://", "postgres")):
            raise ValueError("must begin with sqlite:/// or postgresql://")
        try:
            url = make_url(value)
        except (ArgumentError, ValueError):
            url = None
        if url is None or (url.host and url.drivername == "sqlite"):
            raise ValueError("cannot be read: is it sqlite:///FILE or postgresql://USER@HOST/NAME?")
        if url.drivername not in DRIVERS:
            raise ValueError(f"names a driver that is not used here: {url.drivername}")
        return value

    @field_validator("port")
    @classmethod
    def _port(cls, value: int) -> int:
        if not 0 <= value <= 65_535:
            raise ValueError("must be a number from 0 to 65535")
        return value

    @field_validator("requests_a_minute", mode="before")
    @classmethod
    def _requests(cls, value: object) -> object:
        if not str(value).isdecimal():
            raise ValueError("must be a whole number; 0 sets no limit")
        return value

    @field_validator("log_level", "log_format", mode="before")
    @classmethod
    def _log_level(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @property
    def uses_socket_mode(self) -> bool:
        """Whether Slack is reached over a socket, without a public address."""
        return self.slack_app_token is not None

    @property
    def uses_oauth(self) -> bool:
        """Whether many workspaces install the app themselves; a bot token speaks for one alone."""
        return self.slack_bot_token is None and self.slack_client_id is not None

    @property
    def vault(self) -> Vault:
        """What seals the tokens of many workspaces; raises SettingsError."""
        self.need("deal_coach_secret_key")
        assert self.deal_coach_secret_key is not None
        try:
            return Vault(self.deal_coach_secret_key.get_secret_value())
        except ValueError:
            raise SettingsError(SHORT_KEY) from None

    def need_a_way_in(self) -> None:
        """Raises SettingsError where no workspace could be spoken to."""
        if self.uses_oauth:
            self.need("slack_client_secret", "deal_coach_secret_key")
            assert self.vault
        else:
            self.need("slack_bot_token")

    def need(self, *names: str) -> None:
        """Raises SettingsError naming what is missing."""
        missing = [name.upper() for name in names if getattr(self, name) is None]
        if missing:
            verb = "is" if len(missing) == 1 else "are"
            raise SettingsError(
                f"{' and '.join(missing)} {verb} missing: set it in the environment or in .env "
                "(README.md, “Connect your workspace”, says where Slack shows it)."
            )


def _prefixed(value: SecretStr | None, prefix: str) -> SecretStr | None:
    if value is not None and not value.get_secret_value().startswith(prefix):
        raise ValueError(f"must begin with {prefix}")
    return value


def read_settings() -> Settings:
    """The settings as they stand; raises SettingsError in one line, without any secret's value."""
    try:
        return Settings()
    except ValidationError as error:
        faults = (
            f"{str(fault['loc'][0]).upper()} {_wanted(fault)}"
            for fault in error.errors(include_input=False)
        )
        raise SettingsError("; ".join(faults) + ".") from None


def _wanted(fault: Mapping[str, Any]) -> str:
    if fault["type"] == "literal_error":
        return "must be " + str(fault["ctx"]["expected"]).replace("'", "")
    return WANTED.get(fault["type"]) or str(fault["msg"]).removeprefix("Value error, ")
