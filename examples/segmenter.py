#!/usr/bin/env python3
"""Learns of each cell which kind of object it belongs to, from the masks and kinds of a dataset with annotations.

    python3 segmenter.py datasets/arc
"""
import sys
from pathlib import Path

import torch
from torch import nn

sys.path.append(str(Path(__file__).resolve().parents[1] / "python"))  # unless atomic_datasets.py lies beside this file
import atomic_datasets as ad  # noqa: E402

torch.manual_seed(0)
train, test = (ad.open(sys.argv[1]).split(name) for name in ("train", "test"))
columns = ["images", "masks", "kinds"]
classes = 5  # of cells: none, blob, rectangle, line, pattern


def layer(inputs, outputs, stride=1):
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, stride, padding=1), nn.BatchNorm2d(outputs), nn.ReLU())


class Segmenter(nn.Module):
    """Sees the cells and, at half their resolution, what is around them."""

    def __init__(self):
        super().__init__()
        self.cells = layer(len(train.cell_values), 24)
        self.around = nn.Sequential(layer(24, 48, 2), layer(48, 48), layer(48, 48), nn.Upsample(scale_factor=2))
        self.kinds = nn.Sequential(layer(72, 24), nn.Conv2d(24, classes, 1))

    def forward(self, x):
        cells = self.cells(x)
        return self.kinds(torch.cat([cells, self.around(cells)], 1))


model = Segmenter()
optimizer = torch.optim.Adam(model.parameters(), 2e-3)
for batch in torch.utils.data.DataLoader(train.torch(64, shuffle=True, columns=columns), batch_size=None):
    loss = nn.functional.cross_entropy(model(train.one_hot(batch["images"])), train.cell_kinds(batch).long())
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

model.eval()
right = occupied = 0
with torch.no_grad():
    for batch in test.torch(1024, remainder="keep", columns=columns):
        kinds = test.cell_kinds(batch).long()
        answers = model(test.one_hot(batch["images"])).argmax(1)
        right += int(((answers == kinds) & (kinds > 0)).sum())
        occupied += int((kinds > 0).sum())
print(f"{right / occupied:.3f} of the occupied cells of {len(test):,} test images given the right kind")
