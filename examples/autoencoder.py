#!/usr/bin/env python3
"""Learns to rebuild images from 4 x 4 x 16 numbers, with a loss that weighs cells by what they hold: most are empty.

    python3 autoencoder.py datasets/arc
"""
import sys
from pathlib import Path

import torch
from torch import nn

sys.path.append(str(Path(__file__).resolve().parents[1] / "python"))  # unless atomic_datasets.py lies beside this file
import atomic_datasets as ad  # noqa: E402

torch.manual_seed(0)
train, test = (ad.open(sys.argv[1]).split(name) for name in ("train", "test"))
values = len(train.cell_values)



def layer(kind, inputs, outputs):
    """Halves or doubles the sides."""
    return nn.Sequential(kind(inputs, outputs, 4, 2, 1), nn.BatchNorm2d(outputs), nn.ReLU())


encoder = nn.Sequential(layer(nn.Conv2d, values, 32), layer(nn.Conv2d, 32, 64), nn.Conv2d(64, 16, 1))
decoder = nn.Sequential(layer(nn.ConvTranspose2d, 16, 64), layer(nn.ConvTranspose2d, 64, 32), nn.Conv2d(32, values, 1))
model = nn.Sequential(encoder, decoder)
optimizer = torch.optim.Adam(model.parameters(), 2e-3)
weights = torch.from_numpy(train.cell_weights)
for batch in torch.utils.data.DataLoader(train.torch(128, shuffle=True, columns=["images"]), batch_size=None):
    x = train.one_hot(batch["images"])
    loss = nn.functional.cross_entropy(model(x), x.argmax(1), weight=weights)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

model.eval()
same = torch.zeros(2)  # cells that are rebuilt: occupied, and empty
cells = torch.zeros(2)
with torch.no_grad():
    for batch in test.torch(1024, remainder="keep", columns=["images"]):
        x = test.one_hot(batch["images"])
        rebuilt = model(x).argmax(1) == x.argmax(1)
        for place, kind in enumerate((batch["images"] != 0, batch["images"] == 0)):
            same[place] += rebuilt[kind].sum()
            cells[place] += kind.sum()
occupied, empty = (same / cells).tolist()
print(f"{occupied:.3f} of the occupied cells of {len(test):,} test images rebuilt, {empty:.3f} of the empty ones")
