"""A refusal says what to do next, where, and with what."""

from coaching.errors import Refusal, Suggestion


def test_a_refusal_is_its_sentence_with_the_field_and_the_ways_out() -> None:
    way = Suggestion("Log it", "log acme call")
    refusal = Refusal("Which deal?", field="deal", suggestions=(way,))
    assert str(refusal) == refusal.sentence == "Which deal?"
    assert (refusal.field, refusal.suggestions) == ("deal", (way,))
    plain = Refusal("No.")
    assert (plain.field, plain.suggestions) == (None, ())
