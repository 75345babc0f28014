"""What a workspace sets stands in place of the default, and only that."""

from coaching.policy import Policy, Window, with_overrides


def test_what_is_set_replaces_the_default_and_unknown_names_are_left_aside() -> None:
    window = Window(opens=2, closes=5, most=3, span=7)
    set_to = {"undo_minutes": 3, "table": {"opens": 2, "closes": 5, "most": 3, "span": 7}, "x": 1}
    policy = with_overrides(set_to)
    assert (policy.undo_minutes, policy.table) == (3, window)
    assert policy.fridge == Policy().fridge
