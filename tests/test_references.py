"""References: random, readable aloud, and a slip of the pen shows."""

from hypothesis import given
from hypothesis import strategies as st

from complaints.references import ALPHABET, is_well_formed, real, reference, seeded, submission


def test_they_follow_from_seed_and_name_alone() -> None:
    assert reference(seeded("a"), "case") == reference(seeded("a"), "case")
    made = {reference(seeded(seed), name) for seed in "ab" for name in ("case", "meeting", "case 2")}
    assert len(made) == 6


def test_real_ones_differ_and_are_well_formed() -> None:
    made = {reference(real, "case") for _ in range(1000)}
    assert len(made) == 1000
    assert all(is_well_formed(one) for one in made)
    assert {len(submission(real, "form")) for _ in range(10)} == {32}


def test_nothing_in_them_is_misread() -> None:
    assert set("01OILUZ") & set(ALPHABET) == set()
    assert len(set(ALPHABET)) == len(ALPHABET) == 29


@given(seed=st.text(), place=st.integers(0, 11), other=st.sampled_from(ALPHABET))
def test_one_wrong_character_shows(seed: str, place: int, other: str) -> None:
    plain = reference(seeded(repr(seed)), "case").replace("-", "")
    wrong = plain[:place] + other + plain[place + 1 :]
    assert is_well_formed(wrong) == (wrong == plain)


@given(seed=st.text(), place=st.integers(0, 10))
def test_two_swapped_neighbours_show(seed: str, place: int) -> None:
    plain = reference(seeded(repr(seed)), "case").replace("-", "")
    wrong = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
    assert is_well_formed(wrong) == (wrong == plain)


@given(text=st.text(max_size=16))
def test_whatever_is_typed_gets_an_answer(text: str) -> None:
    assert is_well_formed(text) in (True, False)
