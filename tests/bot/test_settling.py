"""Settings in words and in their form, and the Home tab that leads to everything."""

from tests.bot.app import Coach
from tests.bot.person import Person, filled, words
from tests.slack import ANNA, BEN


def test_settings_are_changed_in_words(seller: Person) -> None:
    told = seller.reads("settings hour 7:15")
    assert "Your next list: Tue 3 Mar 2026 07:15, Europe/Lisbon." in told
    told = seller.reads("settings zone America/New York")
    assert "Your next list: Tue 3 Mar 2026 07:15, America/New York." in told
    told = seller.reads("settings days wed thu")
    assert "Your next list: Wed 4 Mar 2026 07:15, America/New York." in told


def test_a_seller_settles_their_own_things_in_a_form(seller: Person) -> None:
    form = seller.opens("settings")
    shown = {"hour": "08:30", "zone": "Europe/Lisbon", "rows": "8", "holidays": "PT"}
    assert filled(form).items() >= shown.items()
    fields = [block["block_id"] for block in form.blocks if block["type"] == "input"]
    assert fields == [
        "hour", "zone", "days", "rows", "holidays", "away", "nudges", "quiet"
    ]  # fmt: skip
    refused = seller.submits(form, {"zone": "Lisbon", "rows": "many"})
    assert refused.errors.keys() <= {"zone", "rows"}
    told = seller.sends(form, {"hour": "09:45", "zone": "Europe/Lisbon", "rows": "8"}).text
    assert "Your next list: Tue 3 Mar 2026 09:45, Europe/Lisbon." in told
    assert "(" not in words(seller.opens("settings"))


def test_what_concerns_the_workspace_is_for_admins(seller: Person) -> None:
    for line in ("settings currency EUR", "settings channel #sales", "settings dates month first"):
        assert seller.reads(line).startswith("That is set by an admin of this workspace.")


def test_an_admin_settles_the_workspace_in_a_form(coach: Coach, ada: Person) -> None:
    form = ada.opens("settings")
    assert filled(form)["currency"] == "USD"
    told = ada.sends(form, {"channel": "C000SALES", "currency": "EUR", "dates": "month first"})
    assert "Next recap: Mon 9 Mar 2026 09:00, Europe/Lisbon in <#C000SALES>." in told.text
    assert "€12,000" in ada.reads("add Acme 12k close 3/4")
    assert "Wed 4 Mar 2026" in ada.reads("show acme")
    assert coach.values("due_moments", "kind") == ["daily_list", "recap"]


def test_an_admin_settles_the_workspace_in_words(coach: Coach, ada: Person) -> None:
    assert "in <#C000SALES>" in ada.reads("settings channel #sales")
    assert ada.reads("recap post") == "The recap goes to <#C000SALES> now."
    assert ada.reads("recap post").startswith("Today's recap is posted already")
    assert coach.bot.pulse.once() == 1
    assert len(coach.slack.messages("C000SALES")) == 1


def test_home_shows_todays_list_and_the_way_to_every_form(coach: Coach, anna: Person) -> None:
    anna.types("add Acme")
    home = anna.looks_at_home()
    assert "*Acme*" in words(home)
    for label, title in {
        "Log": "Log a touch",
        "Add a deal": "Add a deal",
        "Settings": "Settings",
        "Log on Acme": "Log a touch",
    }.items():
        if label == "Log":
            ack = coach.door.press(home, "log_any", user=ANNA)
            assert ack.view is not None
            form = ack.view
        else:
            form = anna.presses_for_a_form(home, label)
        assert form.title == title
        assert filled(form).get("deal") == ("Acme" if label == "Log on Acme" else None)
        form.is_open = False


def test_home_of_a_newcomer_invites_to_begin(coach: Coach, ben: Person) -> None:
    assert "Three steps, and your first list comes by itself." in words(ben.looks_at_home())
    assert coach.values("members", "slack_id", "zone") == [(BEN, "America/New_York")]


def test_home_lists_what_comes_by_itself_each_with_a_switch(coach: Coach, anna: Person) -> None:
    anna.types("add Acme")
    home = anna.looks_at_home()
    assert "Your next list: Tue 3 Mar 2026 08:30, Europe/Lisbon" in words(home)
    assert coach.door.press(home, "switch:list", "list|off", user=ANNA).ok
    coach.slack.wait_for(lambda: "shows it whenever you ask" in words(coach.slack.home(ANNA)))
    assert coach.morning("2026-03-03") == 0
    assert coach.door.press(coach.slack.home(ANNA), "switch:list", "list|on", user=ANNA).ok
    coach.slack.wait_for(lambda: "Your next list: Wed 4 Mar" in words(coach.slack.home(ANNA)))


def test_a_channel_in_which_the_bot_cannot_post_is_refused_beside_its_field(
    coach: Coach, ada: Person
) -> None:
    coach.slack.workspace.channels["C000SALES"].is_archived = True
    refused = ada.submits(ada.opens("settings"), {"channel": "C000SALES"})
    assert refused.errors == {"channel": "That channel is archived. Choose one that is in use."}
    assert "I can't post in that channel" in ada.reads("settings channel C0UNSEEN")
    assert coach.values("due_moments", "kind") == ["daily_list"]
