"""The examples, on few images, and the measurements of the data card: they run, and tell what they tell."""
import importlib.util
import os
import re
import subprocess
import sys

import numpy as np
import pytest
from conftest import PROJECT, ad

TOLD = {"counter": r"0\.\d{3} of 200 test images counted right",
        "autoencoder": r"[01]\.\d{3} of the occupied cells of 200 test images rebuilt, [01]\.\d{3} of the empty ones",
        "segmenter": r"[01]\.\d{3} of the occupied cells of 200 test images given the right kind"}


@pytest.fixture
def card():
    spec = importlib.util.spec_from_file_location("data_card", PROJECT / "docs" / "data_card.py")
    card = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(card)
    return card


def test_every_example_learns_and_tells_how_well(torch, make):
    alone = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}  # they look for the loader

    command = [sys.executable, PROJECT / "examples" / "run.py", "--images", "2000"]
    table = subprocess.run(command, env=alone, check=True, text=True, stdout=subprocess.PIPE, timeout=300).stdout

    lines = table.splitlines()[2:]
    assert len(lines) == len(TOLD) == len(list((PROJECT / "examples").glob("*.py"))) - 1
    for line, (name, told) in zip(lines, TOLD.items()):
        assert re.fullmatch(rf"\| \[{name}\.py\]\(\.\./examples/{name}\.py\) \| 1,600 \| {told} \| \d+ \|", line), line


def test_the_data_card_is_measured(card, deflated, capsys):
    dataset = ad.open(deflated)
    splits = {split: dataset.split(split)[:5_000] for split in ("train", "test")}

    card.tell({name: splits for name in card.RECIPES})

    told = capsys.readouterr().out
    assert "nan" not in told and len(re.findall(r"^\| ", told, re.MULTILINE)) > 50
    assert "\nNot moved: 0 of 5,000." in told
    page = (PROJECT / "docs" / "data-card.md").read_text(encoding="utf-8")
    heads = re.findall(r"^(\|.*)\n\| ---", told, re.MULTILINE)
    assert len(heads) == 10 and all(head in page for head in heads)


def test_what_the_data_card_measures_is_right(card):
    images = np.zeros((3, 8, 8), np.uint8)
    images[0, 2:5, 2:5] = 7  # a ring
    images[0, 3, 3] = 0
    images[1, 1, 1] = images[1, 2, 2] = 3  # a diagonal, and a cell apart
    images[1, 6, 6] = 4
    images[2, 5:8, 5:8] = images[0, 2:5, 2:5]  # the ring, moved

    assert card.euler_numbers(images).tolist() == [0, 2, 0]
    assert card.distinct_values(images).tolist() == [1, 2, 1]
    assert card.occupied_cells(images).tolist() == [8, 3, 8]
    first, second, third = card.hashes(card.in_the_corner(images))
    assert first == third != second and len(np.unique(card.hashes(images))) == 3
    told, labels = np.array([5, 5, 5, 9]), np.array([1, 1, 2, 2])
    assert card.guessed(told, labels, np.array([5, 9, 7]), np.array([1, 2, 2])) == 2 / 3
