#!/usr/bin/env python3
"""Learns to count objects, from a dataset whose labels are object_count, as they are unless another label is asked for.

    python3 counter.py datasets/arc
"""
import sys
from pathlib import Path

import torch
from torch import nn

sys.path.append(str(Path(__file__).resolve().parents[1] / "python"))  # unless atomic_datasets.py lies beside this file
import atomic_datasets as ad  # noqa: E402

torch.manual_seed(0)
train, test = (ad.open(sys.argv[1]).split(name) for name in ("train", "test"))


def layer(inputs, outputs, stride):
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, stride, padding=1), nn.BatchNorm2d(outputs), nn.ReLU())


model = nn.Sequential(layer(len(train.cell_values), 32, 1), layer(32, 32, 2), layer(32, 64, 2), nn.AdaptiveAvgPool2d(4),
                      nn.Flatten(), nn.Linear(64 * 4 * 4, len(train.classes)))
optimizer = torch.optim.Adam(model.parameters(), 2e-3)
for batch in torch.utils.data.DataLoader(train.torch(128, shuffle=True), batch_size=None):
    loss = nn.functional.cross_entropy(model(train.one_hot(batch["images"])), train.class_index(batch["labels"]))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

model.eval()
right = 0
with torch.no_grad():
    for batch in test.torch(1024, remainder="keep"):
        answers = model(test.one_hot(batch["images"])).argmax(1)
        right += int((answers == test.class_index(batch["labels"])).sum())
print(f"{right / len(test):.3f} of {len(test):,} test images counted right")
