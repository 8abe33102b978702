"""The judge of several replicas finds what it is there for, and nothing else: made-up histories, each with what is to be found."""

import pytest

import histories
from histories import Change, Harm

CLAIMED = ["queued by 0", "running by 0"]
CANCELLED = ["cancelling by 1", "cancelled by 1"]


def history(*told):
    """Changes of one dataset, a second apart, each as `STATE by REPLICA`; each that says running is a claim."""
    changes, before, attempt = [], None, 0
    for at, each in enumerate(["awaiting_confirmation by 0", *told]):
        state, replica = each.split(" by ")
        claimed = attempt + (state == "running")
        changes.append(Change(at, replica, "dataset", "name", before, state, attempt, claimed))
        before, attempt = state, claimed
    return changes


def found(changes, *harms):
    return [each.removeprefix("dataset: ") for each in histories.violations(changes, harms, may_fail={"dataset"})]


HURT = Harm("kill", "0", 1, 2)


@pytest.mark.parametrize("told, harms", [
    ([*CLAIMED, "publishing by 0", "succeeded by 0", "deleting by 2", "gone by 2"], []),
    ([*CLAIMED, "failed by 0", "queued by 1", "running by 1", "publishing by 1", "succeeded by 1"], []),
    ([*CLAIMED, "running by 1", "failed by 1"], [HURT]),  # given up by who claimed it last
    ([*CLAIMED, "cancelling by 1", "cancelled by 0"], []),
    ([*CLAIMED, *CANCELLED], [HURT]),
])
def test_what_is_allowed_is_not_found(told, harms):
    assert found(history(*told), *harms) == []


@pytest.mark.parametrize("told", ["publishing", "failed", "queued"])
def test_only_its_holder_tells_of_a_run(told):
    assert f"{told} was told by 1, but 0 holds attempt 1" in found(history(*CLAIMED, f"{told} by 1"))


@pytest.mark.parametrize("told", ["succeeded", "failed", "queued"])
def test_only_its_holder_tells_of_what_it_publishes(told):
    assert f"{told} was told by 1, but 0 holds attempt 1" in found(history(*CLAIMED, "publishing by 0", f"{told} by 1"))


@pytest.mark.parametrize("told", [["running by 1", "failed by 1"], CANCELLED])
def test_nothing_is_taken_from_who_was_well(told):
    attempt = 2 if told[0].startswith("running") else 1
    expected = [f"attempt {attempt} taken from 0, which was well, by 1"]
    assert found(history(*CLAIMED, *told)) == expected
    assert found(history(*CLAIMED, *told), Harm("database", None, 1, 2)) == expected, "an outage hurts nobody"
    assert found(history(*CLAIMED, *told), Harm("kill", "2", 1, 2)) == expected, "nor does the death of somebody else"
