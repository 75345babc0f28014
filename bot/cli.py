"""The console script. Nothing heavy is imported before a command needs it."""

from pathlib import Path
from typing import Any

import click

EXAMPLES = """
\b
Examples
  deal-coach demo                 try it here in a browser, without Slack
  deal-coach demo --terminal      the same in this terminal
  deal-coach doctor               check tokens, scopes, database and clock
  deal-coach run                  serve a workspace (settings in .env)
  deal-coach tick                 do once what is due now, for cron
  deal-coach import deals.csv     take in a pipeline from HubSpot, Pipedrive, Salesforce …
  deal-coach export folder        write every table as CSV into a folder
  deal-coach content export texts write the coach's texts, to say them in your own words
  deal-coach backup copy.db       copy the database while it is in use
  deal-coach migrate-to postgresql://user@host/name   move from SQLite to PostgreSQL
"""
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="deal-coach")
def main() -> None:
    """Deal Coach: where will today's hours do most good?"""


@main.command()
def run() -> None:
    """Serve a workspace, over a socket where SLACK_APP_TOKEN is set, else over HTTP."""
    from bot.serving import serve
    from bot.settings import read_settings

    serve(read_settings())


@main.command()
@click.option("--terminal", is_flag=True, help="In this terminal, typing /deal … yourself.")
@click.option(
    "--script",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Play the lines of a file, print the conversation, and exit.",
)
@click.option("--open", "browser", is_flag=True, help="Open the page in a browser, too.")
def demo(terminal: bool, script: Path | None, browser: bool) -> None:
    """Try the product on this machine, without Slack: in a browser, on port 3000 or PORT."""
    if terminal or script:
        from bot.main import build
        from bot.playground.terminal import play

        return play(build, script)
    from bot.playground.front import show

    return show(_house, browser=browser)


def _house(news: Any) -> Any:
    from bot.main import build
    from bot.playground.house import House

    return House(build, news)


@main.command("import")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--products", type=FILE, help="A list of products with their prices.")
@click.option("--accounts", type=FILE, help="A list of accounts with their sector.")
@click.option("--mapping", type=FILE, help="What the columns mean, as TOML or CSV.")
@click.option("--workspace", help="The workspace, where the database has several.")
@click.option("--dry-run", "dry", is_flag=True, help="Store nothing, and say what would happen.")
@click.option("--yes", is_flag=True, help="Take guessed columns without asking.")
def import_(
    file: Path,
    products: Path | None,
    accounts: Path | None,
    mapping: Path | None,
    workspace: str | None,
    dry: bool,
    yes: bool,
) -> None:
    """Take in deals from a CSV or XLSX file, or everything from an export's folder."""
    from bot.console import importing
    from bot.settings import read_settings
    from bot.usecases.previewing import Files

    files = Files(file, products, accounts, mapping)
    importing.run(read_settings(), files, workspace=workspace, dry=dry, yes=yes)


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--workspace", help="The workspace, where the database has several.")
def export(folder: Path, workspace: str | None) -> None:
    """Write every table as CSV into a folder, which `import` reads back."""
    from bot.console import exporting
    from bot.settings import read_settings

    exporting.run(read_settings(), folder, workspace)


@main.group("content")
def content() -> None:
    """The coach's texts: warnings, off-ramps, plays and lessons, in your own words."""


@content.command("export")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--workspace", help="The workspace, where the database has several.")
def export_content(folder: Path, workspace: str | None) -> None:
    """Write the texts as they stand into a folder, to be edited."""
    from bot.console import wording
    from bot.settings import read_settings

    wording.write(read_settings(), folder, workspace)


@content.command("import")
@click.argument("path", metavar="DIR", type=click.Path(exists=True, path_type=Path))
@click.option("--workspace", help="The workspace, where the database has several.")
@click.option("--dry-run", "dry", is_flag=True, help="Store nothing, and say what is wrong.")
def import_content(path: Path, workspace: str | None, dry: bool) -> None:
    """Put edited texts in place of the product's own: all of DIR (or one file), or nothing."""
    from bot.console import wording
    from bot.settings import read_settings

    wording.take_in(read_settings(), path, workspace, dry=dry)


@main.group()
def erase() -> None:
    """Erase a member or a whole workspace, for good."""


@erase.command("member")
@click.argument("who")
@click.option("--workspace", help="The workspace, where the database has several.")
@click.option("--yes", is_flag=True, help="Do it: there is no way back.")
def erase_member(who: str, workspace: str | None, yes: bool) -> None:
    """Erase WHO, a Slack id or a name; deals and touches stay, without the name."""
    from bot.console import erasing
    from bot.settings import read_settings

    erasing.member(read_settings(), who, workspace, yes=yes)


@erase.command("workspace")
@click.argument("workspace")
@click.option("--yes", is_flag=True, help="Do it: there is no way back.")
def erase_workspace(workspace: str, yes: bool) -> None:
    """Erase every row of WORKSPACE."""
    from bot.console import erasing
    from bot.settings import read_settings

    erasing.workspace(read_settings(), workspace, yes=yes)


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Copy the SQLite database into FILE, while it is in use; put it back by copying FILE over."""
    from bot.console import moving
    from bot.settings import read_settings

    moving.back_up_to(read_settings(), file)


@main.command("migrate-to")
@click.argument("url", metavar="POSTGRESQL_URL")
def migrate_to(url: str) -> None:
    """Move everything from the SQLite database into an empty PostgreSQL database."""
    from bot.console import moving
    from bot.settings import read_settings

    moving.move(read_settings(), url)


@main.command()
def tick() -> None:
    """Do once what is due now, send what can be sent, and exit."""
    from bot.serving import tick_once
    from bot.settings import read_settings

    click.echo(tick_once(read_settings()))


@main.group()
def db() -> None:
    """The database."""


@db.command()
def upgrade() -> None:
    """Bring the database to the tables of this version."""
    from bot.serving import upgrade_database
    from bot.settings import read_settings

    click.echo(upgrade_database(read_settings()))


@db.command()
def reseal() -> None:
    """Seal all tokens with the first key of DEAL_COACH_SECRET_KEY."""
    from bot.serving import reseal_tokens
    from bot.settings import read_settings

    click.echo(reseal_tokens(read_settings()))


@main.command()
def doctor() -> None:
    """Check tokens, scopes, database, clock and manifest; exit code 1 when something is wrong."""
    from bot.doctor import examine
    from bot.settings import read_settings

    findings = examine(read_settings())
    for finding in findings:
        click.echo(f"{'ok  ' if finding.good else 'MEND'}  {finding.words}")
    raise SystemExit(0 if all(finding.good for finding in findings) else 1)
