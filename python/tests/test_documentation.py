"""The lines of Python in README.md and docs/dataset.md, as they stand there."""
import importlib
import re

import pytest
from conftest import KEY, PROJECT, missing

BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", ["README.md", "docs/dataset.md"])
def test_all_lines_of_python_run(page, torch, make, service, tmp_path, monkeypatch):
    for module in ("scipy", "xxhash"):
        try:
            importlib.import_module(module)
        except ImportError:
            missing(module)
    blocks = BLOCK.findall((PROJECT / page).read_text(encoding="utf-8"))
    assert len(blocks) >= 2
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets" / "2026-11-23-v1").symlink_to(make("documented", "--num-images", "20000", "--palette", "arc"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ATOMIC_DATASETS_KEY", KEY)
    names = {}

    for block in blocks:
        block = re.sub(r"http://localhost:8080/datasets/[-0-9a-f]{36}", service.address("deflated"), block)
        exec(block.replace("http://localhost:8080", f"http://localhost:{service.port}"), names)

    if page == "docs/dataset.md":  # what the functions give that it tells how to check with
        images, labels = names["images"][:50], names["labels"][:50]
        assert [names["objects"](image) for image in images] == labels.tolist()
        assert all(0.1 <= names["share"](image) < 0.9 for image in images)
        first, second = (names["read_chunk"]("datasets/2026-11-23-v1", "train", "images", chunk) for chunk in range(2))
        assert (names["train"].arrays["images"][len(first):] == second).all()
