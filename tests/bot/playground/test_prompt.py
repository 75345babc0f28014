import pytest

from bot.main import build
from bot.playground.lines import Pipe
from bot.playground.terminal import play
from tests.bot.playground.conftest import Told


def after(said: str, line: str) -> str:
    """What was printed between that line and the next prompt."""
    return said.partition(f"> {line}\n")[2].partition(" > ")[0]


def test_the_story_shows_a_list_a_logged_touch_and_its_tick(
    typed: Told, capfd: pytest.CaptureFixture[str]
):
    typed_after = typed("today")
    assert "✔ 1. Polar Freight  mail logged" in typed_after
    assert "Goodbye. Nothing of this was kept." in typed_after


def test_a_number_presses_the_button_beside_it(told: Told):
    said = told("/deal log casa call “sent the price”", "1", "show casa")
    assert "→ Undo this change of Casa Ribeiro" in said
    assert "Undone: what was logged on Casa Ribeiro no longer counts." in after(said, "1")
    assert "sent the price" not in after(said, "show casa")


def test_a_number_chooses_an_option_of_a_menu_and_the_row_is_ticked(told: Told):
    said = told("8:30", "3")
    assert "[1] Log    Snooze [2] 1 day [3] 3 days [4] 1 week" in said
    assert "→ Snooze 3 days" in said
    assert "✔ 1. Polar Freight  snoozed until Thu 12 Mar 2026" in after(said, "3")


def test_a_button_that_is_gone_and_a_number_that_never_was_say_so(told: Told):
    said = told("8:30", "3", "1", "[99]")
    assert "[1] is gone: what it stood on has changed or is closed." in after(said, "1")
    assert "There is no [99]; the numbers go from 1 to 62." in after(said, "[99]")
    assert "There is nothing with the number 7 yet." in told("7")


def test_a_suggestion_is_a_button_too(told: Told):
    said = told("/deal log kasa ribeiro call “sent the price”", "1")
    assert "Did you mean" in said
    assert "Logged a call with Casa Ribeiro: “sent the price”" in after(said, "1")


def test_an_unknown_line_gets_one_clear_line(told: Told):
    said = told("hom", "lgo casa call")
    assert after(said, "hom").strip().splitlines()[0] == (
        "I don't know “hom” here. Did you mean `home`? `help` shows what you can type."
    )
    assert "Did you mean `" in after(said, "lgo casa call")


@pytest.mark.parametrize("word", ["dance", "/dealer", "/remind", "3 please", "“today”", "…", "🙂"])
def test_a_word_nobody_knows_is_answered_in_one_calm_line(told: Told, word: str):
    said = after(told(word), word)
    assert f"I don't know “{word.split()[0]}” here." in said
    assert "`help` shows what you can type." in " ".join(said.split())
    assert "Traceback" not in said


def test_a_command_nobody_knows_is_answered_by_the_product(told: Told):
    said = after(told("/deal dance with polar"), "/deal dance with polar")
    assert "I don't know “dance”." in said
    assert "Help" in said


def test_home_may_be_asked_for_in_more_words(told: Told):
    assert "Deal Coach  Home" in told("home please")


def test_help_fits_the_screen(told: Told):
    said = told("help")
    assert "+2h  +1d  +1w  17:30  tomorrow  fri 8:30" in said
    assert all(len(line) <= 100 for line in said.splitlines())


def test_as_another_member_one_sees_their_messages_in_their_time(told: Told):
    said = told("+1d", "as ben", "list all", "as zoe", "as anna")
    assert "Meanwhile 1 message for Ben and 1 message for Maya. `as ben` shows" in said
    assert "You are Ben Carter now, in New York: Tue 10 Mar 04:00." in said
    assert "Deal Coach  Mon 9 Mar 08:30, direct message" in after(said, "as ben")
    assert "Polar Freight" not in after(said, "list all")
    assert "Here are Anna, Ben, Maya: `as ben`." in said


def test_where_the_morning_comes_earlier_the_list_is_there_already(told: Told):
    said = told("as maya")
    assert "You are Maya Shrestha now, in Kathmandu: Mon 9 Mar 13:45." in said
    assert "Deal Coach  Mon 9 Mar 08:30, direct message" in said


def test_home_shows_todays_list_with_its_ticks(told: Told):
    said = told("8:30", "log polar mail “sent the answers”", "home")
    assert "✔ 1. Polar Freight  mail logged" in after(said, "home")
    assert "2. Atlântico Seafoods" in after(said, "home")


def test_colleagues_go_on_working_unless_somebody_plays_them(told: Told):
    assert "Hudson Provisions $61,000" in told("monday 9:00", "+1w")
    played = told("as ben", "+8d")
    assert "Hudson Provisions $61,000" not in played
    assert "Added: 1 (Annapurna Ice)" in played


def test_settings_take_a_channel_by_its_name(told: Told):
    assert "in #general" in told("/deal settings channel #general")


@pytest.mark.parametrize("line", ["quit", "exit", "q", "Quit please"])
def test_quit_leaves(typed: Told, line: str):
    assert typed(line, "list mine").rstrip().endswith("Goodbye. Nothing of this was kept.")


def test_the_end_of_the_input_leaves(typed: Told):
    assert typed().rstrip().endswith("Goodbye. Nothing of this was kept.")


def test_control_c_leaves_without_a_word_of_trouble(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
):
    def interrupted(_self: Pipe, _prompt: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(Pipe, "read", interrupted)
    play(build)
    out, err = capfd.readouterr()
    assert out.rstrip().endswith("Goodbye. Nothing of this was kept.")
    assert err == ""
