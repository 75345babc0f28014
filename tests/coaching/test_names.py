from hypothesis import example, given
from hypothesis import strategies as st

from coaching.names import name_key, spelling


def test_names_are_found_without_their_accents_and_case() -> None:
    assert name_key("  Clínica   ŁÓDŹ ") == "clinica lodz"
    assert spelling("Clínica  X") == "clínica x"


@example("ŉ")
@given(st.text())
def test_the_key_of_a_key_is_the_key(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


def test_a_letter_that_unfolds_into_an_apostrophe_is_folded_again() -> None:
    assert name_key("ŉ") == "'n"
