"""The lines of Python in README.md and docs/dataset.md, as they stand there."""
import importlib
import re
import sys
import types

import numpy as np
import pytest
from conftest import KEY, PROJECT, arrays_of, missing

BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINE = re.compile(r"^\| (NumPy|PyTorch|pandas) \| `([^`]+)`", re.MULTILINE)


@pytest.mark.parametrize("page", ["README.md", "docs/dataset.md"])
def test_all_lines_of_python_run(page, torch, make, stored, service, tmp_path, monkeypatch):
    modules = {}
    for module in ("scipy", "xxhash", "pandas"):
        try:
            modules[module] = importlib.import_module(module)
        except ImportError:
            missing(module)
    text = (PROJECT / page).read_text(encoding="utf-8")
    blocks = BLOCK.findall(text)
    assert blocks
    documented = make("documented", "--num-images", "20000", "--palette", "arc", "--annotations", "--factors")
    (tmp_path / "datasets").mkdir()
    for name, directory in {"2026-11-23-v1": documented, "arc": documented, "stored": stored}.items():
        (tmp_path / "datasets" / name).symlink_to(directory)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ATOMIC_DATASETS_KEY", KEY)
    monkeypatch.setitem(sys.modules, "tensorflow", RecordsOfTensorFlow)
    names = {}

    for block in blocks:
        block = re.sub(r"http://localhost:8080/datasets/[-0-9a-f]{36}", service.address("deflated"), block)
        exec(block.replace("http://localhost:8080", f"http://localhost:{service.port}"), names)

    if page == "docs/dataset.md":  # what is told of each line
        images, labels = names["images"][:50], names["labels"][:50]
        assert [names["objects"](image) for image in images] == labels.tolist()
        assert all(0.1 <= names["share"](image) < 0.9 for image in images)
        truth = arrays_of(documented, "train")
        for i, slot in zip(*np.nonzero(truth["sizes"][:50])):
            row, column, height, width = truth["boxes"][i, slot]
            cells = truth["masks"][i, row:row + height, column:column + width] == slot + 1
            assert np.array_equal(names["turned"](names["pictures"][i, slot], truth["orientations"][i, slot]), cells)
        first, second = (names["read_chunk"]("datasets/arc", "train", "images", chunk) for chunk in range(2))
        assert (names["train"].arrays["images"][len(first):] == second).all()
        recorded, held = list(names["pairs"]), arrays_of(stored, "train")
        assert np.array_equal([image for image, _ in recorded], held["images"])
        assert np.array_equal([label for _, label in recorded], held["labels"])
        lines = dict(LINE.findall(text[text.index("### With other libraries"):text.index("## Parquet")]))
        assert list(lines) == ["NumPy", "PyTorch", "pandas"]
        names["pd"] = modules["pandas"]
        for line in lines.values():
            exec(line, names)
        assert len(names["images"]) == len(names["frame"]) == len(names["train"])
        assert next(iter(names["loader"]))["images"].shape == (1024, 16, 16)


class RecordsOfTensorFlow:
    """What TensorFlow, which is not here, says that these five do, in plain Python."""
    uint8 = np.uint8
    io = types.SimpleNamespace(decode_raw=np.frombuffer)
    reshape = staticmethod(np.reshape)

    class data:
        class Dataset(list):
            @classmethod
            def zip(cls, datasets):
                return cls(zip(*datasets))

            def map(self, work):
                return type(self)(map(work, self))

        @staticmethod
        def FixedLengthRecordDataset(filename, record_bytes, header_bytes=0, footer_bytes=0):
            with open(filename, "rb") as file:
                content = file.read()
            body = content[header_bytes:len(content) - footer_bytes]
            assert len(body) % record_bytes == 0, "TensorFlow refuses what is no whole number of records"
            return RecordsOfTensorFlow.data.Dataset(
                body[at:at + record_bytes] for at in range(0, len(body), record_bytes))
