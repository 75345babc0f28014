"""A no says what to do next, offers the button that does it, and writes nothing."""

import pytest

from tests.bot.app import Coach
from tests.bot.person import Person, elements, label_of, words
from tests.slack import ANNA, BEN, Ack, Message, Refused, ServerError


def offered(answer: Ack | Message) -> list[str]:
    return [label_of(element) for element in elements(answer.blocks)]


def test_two_deals_of_like_names_are_asked_about_and_the_answer_runs_the_line(
    seller: Person,
) -> None:
    seller.types("add Acme Corp")
    seller.types("add Acme Labs")
    before = seller.coach.rows()
    question = seller.types('log acme call "Dana signs on Friday" then thu "send SOC 2"')
    assert question.text == "Several deals go by “acme”. Which one do you mean?"
    assert offered(question) == ["Acme Corp", "Acme Labs"]
    assert seller.coach.rows() == before
    answer = seller.presses(question, "Acme Labs")
    assert answer is question.message
    assert answer.text.startswith("Logged a call with Acme Labs: “Dana signs on Friday”.")
    assert "Next step Thu 5 Mar 2026, send SOC 2." in answer.text


def test_even_one_likely_name_is_asked_about(seller: Person) -> None:
    seller.types("add Acme")
    before = seller.coach.rows()
    question = seller.types("move acmee opportunity")
    assert question.text == "You have no deal called “acmee”. Did you mean Acme?"
    assert seller.coach.rows() == before
    assert seller.presses(question, "Acme").text.startswith("Moved Acme from lead to opportunity.")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('log {} call "hi"', "Logged a call with {}"),
        ("call {}", "Logged a call with {}"),
        ("snooze {} 3d", "Snoozed {} until"),
        ("next {} tue", "{}: next step Tue 3 Mar 2026."),
        ("move {} opportunity", "Moved {} from lead to opportunity."),
        ("won {} 14k", "Won {} for $14,000"),
        ("show {}", "{}. Lead;"),
        ("park {} until october", "Parked {} until"),
    ],
)
@pytest.mark.parametrize("office", ["http on sqlite"], indirect=True)
@pytest.mark.parametrize("typed", ["o", "r&d", "blue bottle"])
def test_the_answer_to_a_question_runs_any_line_whole(
    seller: Person, typed: str, line: str, told: str
) -> None:
    for ending in ("Two", "One"):
        seller.types(f"add “{typed} {ending}”")
    answer = seller.presses(seller.types(line.format(typed)), f"{typed} One")
    name = f"{typed} One".replace("&", "&amp;")
    assert told.format(name) in answer.text


def test_a_question_about_a_form_opens_the_form_on_the_chosen_deal(seller: Person) -> None:
    seller.types("add Acme Corp")
    seller.types("add Acme Labs")
    form = seller.presses_for_a_form(seller.types("log acme"), "Acme Labs")
    answer = seller.sends(form, {"kind": "Call"})
    assert answer.text.startswith("Logged a call with Acme Labs.")


def test_deals_of_one_name_are_told_apart(seller: Person, office: Coach) -> None:
    office.slack.workspace.users[seller.user].is_admin = True
    seller.types("add Zenith 12k")
    colleague = Person(office, f"{seller.user}B")
    office.slack.workspace.add_user(colleague.user, "colleague")
    colleague.types("add Zenith 30k stage opportunity")
    assert set(offered(seller.types("show zenith"))) == {
        "Zenith, lead, $12,000",
        "Zenith, opportunity, $30,000",
    }


def test_a_misspelt_command_is_asked_about_and_its_line_kept(seller: Person) -> None:
    seller.types("add Acme")
    question = seller.types('logg acme call "hi"')
    assert question.text == "I don't know “logg”. Did you mean log?"
    assert offered(question) == ["Yes: log", "Help"]
    assert seller.presses(question, "Yes: log").text.startswith("Logged a call with Acme: “hi”.")


def test_a_question_after_a_question_still_keeps_the_line(seller: Person) -> None:
    seller.types("add Acme Corp")
    seller.types("add Acme Labs")
    second = seller.presses(seller.types('logg acme call "hi"'), "Yes: log")
    answer = seller.presses(second, "Acme Corp")
    assert answer.text.startswith("Logged a call with Acme Corp: “hi”.")


def test_nonsense_leads_to_help(seller: Person) -> None:
    answer = seller.types("42 17")
    assert answer.text.startswith("I don't know “42”.")
    assert seller.presses(answer, "Help").text.startswith("What you can say.")
    topic = seller.types("help frobnicate")
    assert seller.presses(topic, "All commands").text.startswith("What you can say.")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("add ACME 5k", "You already have an open deal called “Acme”."),
        ("log nobody call", "You have no deal called “nobody”. list shows what there is;"),
        ("move acme customer", "That is an end, not a stage: say won acme."),
        ("move acme lead", "Acme is there already."),
        ("date acme 1 january 2020", "and that day has passed. Say for instance"),
        ("snooze acme today", "That is today already. Say for instance snooze acme 3d."),
        ("park acme until whenever", "I can't read “whenever” as a date."),
        ("won acme tomorrow", "today or earlier. Leave the day out, or say for instance won"),
        ("wake acme", "Acme is awake already: neither parked nor snoozed."),
        ("add Globex amount lots", "I can't read “lots” as an amount."),
        ("add Globex close someday", "I can't read “someday” as a date."),
        ("settings hour soon", "I can't read “soon” as an hour."),
        ("settings zone Atlantis", "I know no time zone called “Atlantis”."),
        ("settings days never", "I can't read “never” as working days."),
        ("settings colour red", "I know no setting called “colour”."),
        ("recap tomorrow", "Say recap to look at this week's recap"),
        ("recap post", "No channel is chosen for the recap yet."),
        ("list @nobody", "I have no deals of that person for you."),
        ("show acme #99", "I found Acme, but I can't read “#99” behind it."),
    ],
)
@pytest.mark.parametrize("office", ["http on sqlite"], indirect=True)
def test_what_cannot_be_done_is_told_with_the_way_on(seller: Person, line: str, told: str) -> None:
    seller.types("add Acme")
    before = seller.coach.rows()
    ack = seller.types(line)
    assert told in ack.text
    assert seller.coach.rows() == before


def test_what_is_too_long_is_told_with_its_length(seller: Person) -> None:
    assert "at most 200 characters; this one has 201" in seller.reads(f"add {'x' * 201}")
    seller.types("add Acme")
    told = seller.reads(f'log acme call "{"x" * 3001}"')
    assert told.startswith("That text has 3001 characters; I keep at most 3000.")


def test_a_closed_deal_is_shown_and_not_worked(seller: Person) -> None:
    seller.types("add Acme")
    seller.types("won acme")
    told = seller.reads('log acme call "hi"')
    assert told.startswith("“Acme” is closed: won on Mon 2 Mar 2026.")
    assert "Closed: won, Mon 2 Mar 2026." in seller.reads("show acme")


def test_a_colleagues_deal_does_not_exist(coach: Coach, anna: Person, ben: Person) -> None:
    ben.types("add Globex")
    for line in ("show globex", 'log globex call "hi"', "won globex"):
        assert anna.reads(line).startswith("You have no deal called"), line
    assert anna.reads("show #1").startswith("You have no such deal")
    assert "Globex" not in words(anna.types("list all"))
    assert anna.reads("list @ben").startswith("I have no deals of that person for you.")
    form = anna.opens("log")
    assert anna.door.options(form, "deal_options", "", user=ANNA).options == []


def test_an_admin_sees_every_deal(ada: Person, ben: Person) -> None:
    ben.types("add Globex")
    assert "Owner: ben" in ada.reads("show globex")
    assert "Globex" in ada.reads("list @ben")
    assert "Globex" not in ada.reads("list")
    assert "Globex" in ada.reads("list all")


@pytest.mark.parametrize("flag", ["is_restricted", "is_ultra_restricted", "is_stranger", "is_bot"])
def test_guests_and_strangers_get_nothing(coach: Coach, flag: str) -> None:
    coach.slack.workspace.add_user("U00GUEST", "guest", **{flag: True})
    guest = Person(coach, "U00GUEST")
    told = "Deal Coach is for the people of this workspace, so I have nothing for you here."
    assert guest.reads("add Acme") == told
    assert coach.door.opens_home(user=guest.user).ok
    assert coach.slack.home(guest.user) is None
    assert sum(coach.rows().values()) == 0


def test_somebody_slack_cannot_tell_about_is_asked_to_come_back(coach: Coach, anna: Person) -> None:
    coach.slack.faults.add("users.info", ServerError())
    assert anna.reads("add Acme") == (
        "I couldn't ask Slack who you are. Please try again in a minute."
    )
    assert sum(coach.rows().values()) == 0
    assert anna.reads("add Acme").startswith("Added Acme")


def test_a_form_that_slack_does_not_open_is_said_so(coach: Coach, anna: Person) -> None:
    anna.types("add Acme")
    coach.slack.faults.add("views.open", Refused("expired_trigger_id"))
    told = "Slack did not let me open that form in time. Please say it again."
    assert anna.reads("log acme") == told
    assert anna.opens("log acme").title == "Log a touch"


def test_undo_works_for_ten_minutes(coach: Coach, anna: Person) -> None:
    answer = anna.types("add Acme")
    coach.clock.advance(minutes=10, seconds=1)
    told = "Undo works for 10 minutes. Put it right with a new command"
    assert anna.presses(answer, "Undo").text.startswith(told)
    assert anna.reads("undo").startswith("There is nothing of yours to undo from the last 10")
    answer = anna.types("move acme prospect")
    coach.clock.advance(minutes=10)
    assert anna.presses(answer, "Undo").text.startswith("Undone: Acme is at lead again.")


def test_nobody_undoes_what_a_colleague_did(coach: Coach, anna: Person, ben: Person) -> None:
    anna.types("add Acme")
    answer = ben.types("add Globex")
    assert answer.message is not None
    for element in elements(answer.message.blocks):
        if element["action_id"] == "undo":
            element["value"] = "1"
    told = ben.presses(answer, "Undo").text
    assert told == "That change is not yours to undo. undo takes back your own last one."
    assert anna.reads("show acme").startswith("Acme.")


def test_a_deal_that_was_worked_on_is_not_undone(anna: Person) -> None:
    answer = anna.types("add Acme")
    anna.types('log acme call "hi"')
    told = anna.presses(answer, "Undo")
    assert told.text.startswith("Acme has been worked on since it was added, so I keep it.")
    assert anna.presses(told, "Show Acme").text.startswith("Acme. Lead;")


def test_undoing_twice_is_told(anna: Person) -> None:
    anna.types("add Acme")
    answer = anna.types("move acme prospect")
    anna.types("undo")
    assert anna.presses(answer, "Undo").text == "That is undone already."


def test_a_member_who_becomes_a_guest_gets_nothing_from_that_moment(
    coach: Coach, anna: Person
) -> None:
    anna.types("add Acme")
    assert "Acme" in words(anna.looks_at_home())
    assert coach.door.changes_profile(user=ANNA, is_restricted=True).ok
    told = "Deal Coach is for the people of this workspace, so I have nothing for you here."
    assert anna.reads("show acme") == told
    assert words(anna.looks_at_home()) == f"Deal Coach\n{told}"
    assert coach.morning("2026-03-03") == 0
    assert coach.door.changes_profile(user=ANNA, is_restricted=False, tz="Asia/Tokyo").ok
    assert anna.reads("show acme").startswith("Acme.")
    assert coach.values("members", "zone") == ["Asia/Tokyo"]


def test_news_of_people_who_are_no_members_changes_nothing(coach: Coach, anna: Person) -> None:
    anna.types("today")
    before = coach.rows()
    assert coach.door.changes_profile(user=BEN, tz="Asia/Tokyo").ok
    assert coach.rows() == before


def test_a_tick_on_the_list_of_somebody_who_left_is_not_shown(coach: Coach, anna: Person) -> None:
    anna.types("add Acme stage opportunity close 20 march")
    coach.morning("2026-03-03")
    anna.types('log acme call "hi"')
    coach.door.changes_profile(user=ANNA, deleted=True)
    coach.bot.pulse.once()
    assert coach.slack.calls("chat.update") == []
