"""Judges what several replicas did, from what PostgreSQL saw and when which replica was hurt. Shares nothing with the program.

A history is a list of changes in the order in which the database committed them; who made a change is the replica whose
connection did. All times are of one clock, in seconds.
"""

import math
from typing import NamedTuple

ENDS = {"succeeded", "failed", "cancelled", "expired"}
NEXT = {
    None: {"awaiting_confirmation"},
    "awaiting_confirmation": {"queued", "cancelled", "expired", "deleting"},
    "queued": {"running", "cancelled"},
    "running": {"running", "publishing", "cancelling", "failed", "queued"},
    "cancelling": {"cancelled"},
    "publishing": {"succeeded", "failed", "running", "queued"},
    "failed": {"queued", "deleting"},
    "cancelled": {"queued", "deleting"},
    "succeeded": {"deleting"},
    "expired": {"deleting"},
    "deleting": {"gone"},
}
#: What only the replica that claimed the attempt may say of it.
OF_THE_HOLDER = {
    ("running", "publishing"), ("running", "failed"), ("running", "queued"),
    ("publishing", "succeeded"), ("publishing", "failed"), ("publishing", "queued"),
}
HELD = {"running", "publishing"}

#: A replica that was hurt may be taken for dead from the beginning of that on, and some heartbeats after it.
AFTERMATH = 6


class Change(NamedTuple):
    at: float
    replica: str
    dataset: str
    name: str
    before: str | None
    state: str
    attempt_before: int
    attempt: int


class Harm(NamedTuple):
    """What was done to a replica, or to the database (replica None)."""

    kind: str
    replica: str | None
    begin: float
    end: float


def by_dataset(changes):
    datasets = {}
    for change in changes:
        datasets.setdefault(change.dataset, []).append(change)
    return datasets


def violations(changes, harms, *, unfinished=(), may_fail=()):
    """What must not have happened, as sentences; `may_fail`: datasets whose disk refused to be written."""
    found = []
    for dataset, history in by_dataset(changes).items():
        found += [f"{dataset}: {what}" for what in of_one(history, dataset in may_fail)]
        if history[-1].state not in ENDS | {"deleting", "gone", "awaiting_confirmation"} and dataset not in unfinished:
            found.append(f"{dataset}: still {history[-1].state}")
    return found + two_of_a_name(changes) + [f"{c.dataset}: attempt {c.attempt} taken from {r}, which was well, by "
                                             f"{c.replica}" for c, r in wrong_takeovers(changes, harms)]


def of_one(history, may_fail):
    holder, attempt, state, succeeded = None, 0, None, 0
    for change in history:
        if change.before != state or change.state not in NEXT[state]:
            yield f"{change.before} to {change.state} when it was {state}"
        is_claim = change.state == "running"
        if is_claim and (change.attempt_before, change.attempt) != (attempt, attempt + 1):
            yield f"claimed as attempt {change.attempt} after {attempt}"
        if not is_claim and change.attempt != attempt:
            yield f"attempt {change.attempt} without a claim"
        if (change.before, change.state) in OF_THE_HOLDER and change.replica != holder:
            yield f"{change.state} was told by {change.replica}, but {holder} holds attempt {attempt}"
        if change.state == "failed" and not may_fail:
            yield "failed"
        succeeded += change.state == "succeeded"
        if is_claim:
            holder, attempt = change.replica, change.attempt
        state = change.state
    if succeeded > 1:
        yield f"succeeded {succeeded} times"


def two_of_a_name(changes):
    holders, found = {}, []
    for change in changes:
        holder = holders.setdefault(change.name.lower(), change.dataset)
        if holder != change.dataset:
            found.append(f"{change.name} is held by {holder} and {change.dataset}")
            holders[change.name.lower()] = change.dataset
        if change.state in ("cancelled", "expired", "gone"):
            holders.pop(change.name.lower(), None)
    return found


def takeovers(changes):
    """Claims of what somebody held, and cancellations that another ended: pairs of the change and the replica that held it."""
    for history in by_dataset(changes).values():
        holder = None
        for change in history:
            is_ended_by_another = change.before == "cancelling" and change.replica != holder
            if change.before in HELD and change.state == "running" or is_ended_by_another:
                yield change, holder
            if change.state == "running":
                holder = change.replica


def wrong_takeovers(changes, harms):
    return [
        (change, holder)
        for change, holder in takeovers(changes)
        if not any(h.replica == holder and h.begin <= change.at <= h.end + AFTERMATH for h in harms)
    ]


def seconds_until_taken(changes, harms, kind, undisturbed=8.0):
    """After each harm of a kind, how long what the replica held waited for its next claim.

    Only where nothing else kept it waiting: neither was the database hurt in these seconds, nor all other replicas.
    """
    replicas = {change.replica for change in changes}
    waited = []
    for harm in harms:
        if harm.kind != kind or disturbed(harm, harms, replicas, undisturbed):
            continue
        for history in by_dataset(changes).values():
            before = [change for change in history if change.at < harm.begin]
            if before and before[-1].state in HELD and claimant(before) == harm.replica:
                waited += [change.at - harm.begin for change in history if change.at >= harm.begin
                           and change.state == "running"][:1]
    return sorted(waited)


def claimant(history):
    return [change.replica for change in history if change.state == "running"][-1]


def disturbed(harm, harms, replicas, seconds):
    others = [h for h in harms if h is not harm and h.begin <= harm.begin + seconds and h.end + seconds >= harm.begin]
    hurt = {h.replica for h in others}
    return None in hurt or replicas - {harm.replica} <= hurt


def quantile(values, share):
    """The least value that so large a share of all does not exceed."""
    return values[max(0, math.ceil(share * len(values)) - 1)] if values else math.nan
