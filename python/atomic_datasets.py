"""Loads datasets made by atomic-datasets with NumPy alone: random access, shuffled batches, PyTorch, HTTP, streams.

    train = atomic_datasets.open("datasets/2026-11-23-v1").split("train")  # or http://localhost:8080/datasets/<id>
    for batch in train.batches(1024, shuffle=True, seed=0, epoch=0):
        batch["images"], batch["labels"]  # uint8 (1024, g, g), uint8 (1024,)
"""
from __future__ import annotations

import contextlib
import functools
import hashlib
import http.client
import io
import json
import os
import threading
import time
import urllib.parse
import zlib
from concurrent.futures import Future, ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any, Dict, Iterator, List, Mapping, NamedTuple, Optional, Sequence, Tuple, Union

import numpy as np

__all__ = ["Batches", "Dataset", "DatasetError", "Split", "Stream", "open", "stream"]
LAYOUT_VERSION = 2
OBJECT_VALUES, LITTLE = {"gray": range(64, 256), "arc": range(1, 10)}, {"uint8": "u1", "int64": "<i8"}
CHUNK = 16_384  # candidates; what they gave to a split is a segment of each array, which is read alone
POOL_BYTES = 32 << 20  # of images that are shuffled with each other; a pass holds two. Orders depend on it.
KEY_VARIABLE = "ATOMIC_DATASETS_KEY"
TIMEOUT = 15.0  # seconds until a service that says nothing is asked again
Batch = Dict[str, np.ndarray]


class DatasetError(Exception):
    """A dataset that cannot be read, or not in this way; the message says what to do."""


def open(source: Union[str, os.PathLike[str]], *, key: Optional[str] = None, patience: float = 60.0) -> Dataset:
    """Opens a dataset in a directory, or one of a service by its address, http://host:port/datasets/<id>.

    key: the service's API key, $ATOMIC_DATASETS_KEY unless given. patience: seconds to ask a service that went away.
    """
    place = os.fspath(source)
    if "://" not in place:
        return Dataset(_Directory(os.path.abspath(place)))
    return Dataset(_Service(place, key, patience, "dataset", "http://host:port/datasets/<id>", "datasets"))


@contextlib.contextmanager
def _told(kinds: Any, what: str) -> Iterator[None]:
    try:
        yield
    except kinds as e:
        raise DatasetError(f"{what} ({type(e).__name__}: {e})") from e


class _Directory(NamedTuple):
    """Opens a file for each read: there is nothing to share with forks and threads, or to run out of."""
    place: str

    def get(self, name: str) -> bytes:
        with _told(OSError, f"{self.place} is no dataset, which has {name}"), io.FileIO(f"{self.place}/{name}") as raw:
            return raw.readall()

    def read(self, file: Mapping[str, Any], begin: int, into: memoryview) -> None:
        path = os.path.join(self.place, file["name"])
        with _told(OSError, f"{path} cannot be read; copy it again"), io.open(path, "rb") as opened:
            size = opened.seek(0, os.SEEK_END)
            opened.seek(begin)
            filled = opened.readinto(into)
        if size != file["bytes"] or filled < len(into):
            raise DatasetError(f"{path} is truncated, or another file: {size} bytes of {file['bytes']}. Copy it again.")


class _Service:
    """Asks a service over connections that are kept alive, and asks again where it was away."""
    _kept = threading.local()

    def __init__(self, place: str, key: Optional[str], patience: float, what: str, form: str, parent: str):
        with _told(ValueError, f"{place} is not the address of a {what}, {form}"):
            address = urllib.parse.urlsplit(place)
            self._path, self._server = address.path.rstrip("/"), (address.scheme, address.hostname, address.port)
            if address.scheme not in ("http", "https") or os.path.basename(os.path.dirname(self._path)) != parent:
                raise ValueError(address.path)
        key = (key or os.environ.get(KEY_VARIABLE, "")).strip()
        if not (key.isascii() and key.isprintable()):
            raise DatasetError("The key has characters that no key has. Give what stands in the key file, no more.")
        self.place, self._patience, self._answered = place, patience, False
        self._key = {"Authorization": f"Bearer {key}"} if key else {}

    def read(self, file: Mapping[str, Any], begin: int, into: memoryview) -> None:
        if len(into):  # an ETag is the SHA-256: of another file the answer is no range
            into[:] = self.get(file["name"], {"Range": f"bytes={begin}-{begin + len(into) - 1}",
                                              "If-Range": f'"{file["sha256"]}"'}, len(into))

    def get(self, name: str, headers: Mapping[str, str] = {}, length: int = 0, at: str = "/files/") -> bytes:
        begun, pause = time.monotonic(), 0.05
        while True:
            fresh = (connection := self._connection()).sock is None
            try:
                connection.request("GET", self._path + at + name, headers={**headers, **self._key})
                answer = connection.getresponse()
                self._answered |= answer.status in (200, 206, 429)
                if answer.status in (200, 206):
                    if length and (answer.status == 200 or answer.length != length):
                        raise DatasetError(f"{self.place}: {name} is not what was opened. Open the dataset again.")
                    self.version = answer.headers["Algorithm-Version"]  # of images that it made for this answer
                    return answer.read()
                problem, content = f"{answer.status} {answer.reason}.", answer.read()
                with contextlib.suppress(AttributeError, LookupError, TypeError, ValueError):
                    told = json.loads(content)
                    wrong = [f" {error['pointer'][1:]} {error['detail']}." for error in told.get("errors", ())]
                    problem = "{status} {title}: {detail}".format(**told) + "".join(wrong)
                problem += f" Give key=..., or set {KEY_VARIABLE}." if answer.status == 401 else ""
                if answer.status < 500 and answer.status != 429:
                    raise DatasetError(f"{self.place}: {problem}")
            except BaseException as e:
                connection.close()  # what is left of an answer is not the beginning of the next
                if not isinstance(e, (OSError, http.client.HTTPException)):
                    raise
                if not fresh:
                    continue  # it may only have been left alone for too long
                problem = str(e) or type(e).__name__
            if time.monotonic() + pause > begun + (self._patience if self._answered else 0):  # or it is told at once
                raise DatasetError(f"{self.place} does not answer ({problem}). Is the service running? When it is, go "
                                   "on from the last state.")
            time.sleep(pause)
            pause = min(2 * pause, 2.0)

    def _connection(self) -> http.client.HTTPConnection:
        """One of this thread, and not of the process that this was forked from."""
        owner, (scheme, host, port) = (os.getpid(), self._server), self._server
        if getattr(self._kept, "owner", None) != owner:
            kind = http.client.HTTPSConnection if scheme == "https" else http.client.HTTPConnection
            self._kept.owner, self._kept.connection = owner, kind(host, port, timeout=TIMEOUT)
        return self._kept.connection


class Dataset:
    """What metadata.json tells, and the splits. It pickles as its place."""
    def __init__(self, source: Any):
        self._source, self.place = source, source.place
        with self._described():
            self.metadata: Dict[str, Any] = json.loads(source.get("metadata.json"))
            version = self.metadata["generator"].get("layout_version", 1)
            if version != LAYOUT_VERSION:
                hint = "Load it with numpy.load." if version == 1 else "Take the loader of the program that made it."
                raise DatasetError(f"{self.place} has layout {version}, and this loader reads {LAYOUT_VERSION}. {hint}")
            self._files: Dict[str, Mapping[str, Any]] = {file["name"]: file for file in self.metadata["files"]}
            arrays = [file for name, file in self._files.items() if "split" in file and name.endswith(".npz")]
            self.splits = tuple(dict.fromkeys(file["split"] for file in arrays))
            self._splits = {name: [file for file in arrays if file["split"] == name] for name in self.splits}

    def __reduce__(self) -> Tuple[Any, ...]:
        return Dataset, (self._source,)

    def split(self, name: str) -> Split:
        """The split of a name, such as "train"."""
        if name not in self._splits:
            raise DatasetError(f"{self.place} has no split {name!r}; it has {', '.join(self._splits)}.")
        return Split(self, name)

    def verify(self) -> None:
        """Reads all files, and raises if the SHA-256 of one is not what was published."""
        for file in self._files.values():
            digest, piece = hashlib.sha256(), memoryview(bytearray(1 << 20))
            for begin in range(0, file["bytes"], len(piece)):
                self._source.read(file, begin, part := piece[:file["bytes"] - begin])
                digest.update(part)
            self._compare(file, digest)

    def _compare(self, file: Mapping[str, Any], digest: Any) -> None:
        if digest.hexdigest() != file["sha256"]:
            raise DatasetError(f"{self.place}: {file['name']} is damaged, its SHA-256 is another. Copy it again.")

    def _npy(self, name: str) -> np.ndarray:
        file, content = self._files[name], bytearray(self._files[name]["bytes"])
        self._source.read(file, 0, memoryview(content))
        self._compare(file, hashlib.sha256(content))
        return np.load(io.BytesIO(content), allow_pickle=False)

    def _described(self) -> Any:
        return _told((ArithmeticError, AttributeError, LookupError, TypeError, ValueError),
                     f"{self.place}: metadata.json, chunks.npy and segments.npy describe no dataset; copy it again")


class Split:
    """The images of a split in their order, as dicts of arrays. It pickles as the dataset's place and a name.

    classes: the names of those that can occur; class_weights: for a loss, 0 where none did. cell_values: what cells can
    hold, ascending from the background, 0; cell_weights: the root of the inverse of how often each occurs.
    """
    def __init__(self, dataset: Dataset, name: str):
        self.dataset, self.name, self._files = dataset, name, dataset._splits[name]
        self._inflated: Dict[str, Tuple[int, np.ndarray]] = {}
        with dataset._described():
            self._rows = {array["name"]: np.dtype((LITTLE[array["dtype"]], tuple(array["shape"][1:])))
                          for array in self._files[0]["arrays"]}  # the type of a row of each array, in their order
            self._length = sum(int(file["images"]) for file in self._files)
            told, classes = dataset.metadata["statistics"][name], dataset.metadata["label_info"]["classes"]
            self.classes: List[str] = [entry["name"] for entry in classes if entry["can_occur"]]
            self._labels = [entry["label"] for entry in classes if entry["can_occur"]]
            self.class_weights = np.array(told["label_weights"], np.float32)[[entry["can_occur"] for entry in classes]]
            recipe = dataset.metadata["recipe"]
            self.cell_values = np.array([0, *recipe.get("values", OBJECT_VALUES[recipe["palette"]])], np.uint8)
            self.cell_weights = np.array(told["cell_weights"]["sqrt_inverse"], np.float32)[self.cell_values]

    def __reduce__(self) -> Tuple[Any, ...]:
        return Split, (self.dataset, self.name)

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, which: Union[int, slice]) -> Batch:
        """One image, or those of a slice. Of deflated files whole segments are inflated, and the last is kept."""
        rows = range(len(self))[which]
        if isinstance(rows, int):
            return {name: values[0] for name, values in self[rows:rows + 1].items()}
        first, last = (min(rows[0], rows[-1]), max(rows[0], rows[-1]) + 1) if rows else (0, 0)
        loaded = {name: np.empty(last - first, row) for name, row in self._rows.items()}
        at, starts = first, self._segments.starts
        while at < last:
            segment = int(np.searchsorted(starts, at, side="right")) - 1
            begin, end = int(starts[segment]), min(last, int(starts[segment] + self._segments.counts[segment]))
            for name, values in loaded.items():
                self._read(segment, name, at - begin, values[at - first:end - first])
            at = end
        return {name: values[::rows.step] for name, values in loaded.items()}

    @functools.cached_property
    def arrays(self) -> Batch:
        """All images, in memory; of a stored file that is here, as maps of it."""
        arrays, here = self._files[0]["arrays"], isinstance(self.dataset._source, _Directory)
        if not here or len(self._files) > 1 or not len(self) or "data_offset" not in arrays[0]:
            return self[:]
        self[:1]  # tells if the file is truncated, which a map would do by a signal
        path = os.path.join(self.dataset.place, self._files[0]["name"])
        return {name: np.memmap(path, row.base, "r", array["data_offset"], (len(self), *row.shape))
                for (name, row), array in zip(self._rows.items(), arrays)}

    def batches(self, batch_size: int, **options: Any) -> Batches:
        """The batches of an epoch; the options are those of `Batches`."""
        return Batches(self, batch_size, **options)

    def torch(self, batch_size: int, *, _epoch: Any = None, **options: Any) -> Any:
        """An IterableDataset of batches of tensors, for `DataLoader(it, batch_size=None, num_workers=...)`. Options are
        those of `Batches`, but the rank is torch.distributed's or torchrun's unless given. Workers change no batch.
        """
        from torch import distributed
        ranks = {"rank": int(os.environ.get("RANK", 0)), "world_size": int(os.environ.get("WORLD_SIZE", 1))}
        if distributed.is_available() and distributed.is_initialized():
            ranks = {"rank": distributed.get_rank(), "world_size": distributed.get_world_size()}
        return _torch_batches(self, {"batch_size": batch_size, **ranks, **options}, _epoch)

    def class_index(self, labels: Any) -> Any:
        """The classes 0, 1, ... of labels, int64, which a loss wants. Of an array or a tensor."""
        table = np.full(256, -1, np.int64)
        table[self._labels] = np.arange(len(self.classes))
        return labels.long().new_tensor(table)[labels.long()] if hasattr(labels, "new_tensor") else table[labels]

    def one_hot(self, images: Any) -> Any:
        """Images (..., g, g) as float32 (..., values, g, g), a channel for each of `cell_values`. Arrays or tensors."""
        if hasattr(images, "new_tensor"):
            return (images[..., None, :, :] == images.new_tensor(self.cell_values.tolist())[:, None, None]).float()
        return (images[..., None, :, :] == self.cell_values[:, None, None]).astype(np.float32)

    @staticmethod
    def cell_kinds(batch: Mapping[str, Any]) -> Any:
        """Kinds of the cells of an annotated batch, uint8 (n, g, g): 0 none, 1 blob, 2 rectangle, 3 line, 4 pattern."""
        masks, kinds = np.asarray(batch["masks"]), np.asarray(batch["kinds"])
        cells = np.pad(kinds + np.uint8(1), ((0, 0), (1, 0)))[np.arange(len(masks))[:, None, None], masks]
        return batch["masks"].new_tensor(cells) if hasattr(batch["masks"], "new_tensor") else cells

    @functools.cached_property
    def _segments(self) -> SimpleNamespace:
        """Arrays of one entry for each chunk that gave images to this split, in their order."""
        counts, offsets = self.dataset._npy("chunks.npy"), self.dataset._npy("segments.npy")
        with self.dataset._described():
            split, firsts = self.dataset.splits.index(self.name), [file["first_candidate"] for file in self._files]
            chunks = np.flatnonzero(counts[:, split])
            counts = counts[chunks, split].astype(np.int64)
            files = np.searchsorted(firsts, chunks * CHUNK, side="right") - 1
            begins, ends = offsets[chunks, split], offsets[chunks + 1, split]
            # A row tells where the segment before it ended, but not the last of a file: that ends where the data do.
            for last in np.flatnonzero(np.diff(files, append=-1)):
                ends[last] = [array["data_end"] for array in self._files[files[last]]["arrays"]]
            images = np.bincount(files, counts, len(self._files)).astype(np.int64)
            if images.tolist() != [file["images"] for file in self._files] or (begins > ends).any():
                raise ValueError(f"the segments of {self.name} are not those of its files")
            return SimpleNamespace(chunks=chunks, starts=np.cumsum(counts) - counts, counts=counts, files=files,
                                   begins=begins, ends=ends)

    def _read(self, segment: int, name: str, first: int, into: np.ndarray) -> None:
        """Fills `into` with rows of a segment, from `first` on."""
        row, column = self._rows[name], list(self._rows).index(name)
        file, count = self._files[self._segments.files[segment]], int(self._segments.counts[segment])
        begin, end = int(self._segments.begins[segment, column]), int(self._segments.ends[segment, column])
        if "data_offset" in file["arrays"][column]:
            self.dataset._source.read(file, begin + first * row.itemsize, memoryview(into).cast("B"))
            return
        kept = self._inflated.get(name)
        if kept is None or kept[0] != segment:
            deflated = bytearray(end - begin)
            self.dataset._source.read(file, begin, memoryview(deflated))
            place = f"{name} of chunk {self._segments.chunks[segment]} in {file['name']}"
            with _told((zlib.error, ValueError), f"{self.dataset.place}: {place} is damaged; copy it again"):
                content = zlib.decompressobj(-15).decompress(deflated, count * row.itemsize + 1)
                kept = segment, np.frombuffer(content, row.base).reshape(count, *row.shape)
            if len(into) < count:  # the rest may be asked for next
                self._inflated[name] = kept
        into[...] = kept[1][first:first + len(into)]


def _permutation(n: int, *numbers: int) -> np.ndarray:
    """A random order that is a function of numbers: NumPy keeps the streams of RandomState as they are for good."""
    return np.random.RandomState(np.array(numbers, "<u8").view("<u4")).permutation(n)


def _checked(state: Mapping[str, Any], order: Mapping[str, Any], **most: int) -> Dict[str, Any]:
    """A state, if it is of an order and tells a place in it."""
    other = [name for name, value in order.items() if state.get(name) != value]
    other += [name for name in most if type(state.get(name)) is not int or not 0 <= state[name] <= most[name]]
    if other:
        raise DatasetError(f"start is a state of another order (by {', '.join(other)}): {dict(state)}.")
    return dict(state)


class Batches:
    """The batches of a rank in an epoch, dicts of arrays of their own. A second pass is the first again.

    shuffle: segments in a random order, and the images of a pool of them mixed: a function of seed and epoch alone, of
    which each rank has a part of its own, in equal numbers of batches. remainder: what does not fill a batch of each
    rank is left out ("drop"), or filled up from the beginning of the order ("pad"); for one rank "keep" makes a last,
    smaller batch of it. columns: the arrays that are wanted. start: the `state` of an earlier pass, small, good JSON,
    and equal for all ranks, to go on behind the batch that was given last.
    """
    def __init__(self, split: Split, batch_size: int, *, shuffle: bool = False, seed: int = 0, epoch: int = 0,
                 rank: int = 0, world_size: int = 1, remainder: str = "drop", columns: Optional[Sequence[str]] = None,
                 start: Optional[Mapping[str, Any]] = None):
        if (batch_size < 1 or not 0 <= rank < world_size or not 0 <= seed < 1 << 64 or not 0 <= epoch < 1 << 64
                or remainder not in ("drop", "pad", "keep") or remainder == "keep" and world_size > 1):
            raise DatasetError("batch_size is 1 or more, rank below world_size, seed and epoch are not negative, and "
                               'remainder is "drop" or "pad", or for one rank "keep".')
        self._columns = list(split._rows if columns is None else columns)
        if not set(self._columns) <= set(split._rows):
            raise DatasetError(f"{split.dataset.place} has the arrays {', '.join(split._rows)}, not all of {columns}.")
        share = len(split) // world_size if remainder != "pad" else -(-len(split) // world_size)
        self._steps = share // batch_size if remainder == "drop" else -(-share // batch_size)
        if len(split) and not self._steps:
            raise DatasetError(f'{len(split):,} images are no batch of {batch_size:,} for a rank; remainder="pad"?')
        self._share = share if remainder == "keep" else self._steps * batch_size
        self._split, self._size, self._first = split, batch_size, rank * self._share
        data = zlib.crc32("".join(file["sha256"] for file in split._files).encode())
        order = {"data": data, "shuffle": bool(shuffle), "seed": int(seed), "epoch": int(epoch),
                 "batch_size": int(batch_size), "world_size": int(world_size), "remainder": remainder}
        begun = {**order, "step": 0} if start is None else start
        self.state = self._begun = _checked(begun, order, step=self._steps)

    def __len__(self) -> int:
        return self._steps - self._begun["step"]

    def __iter__(self, worker: int = 0, workers: int = 1) -> Iterator[Batch]:
        """A pass, or the part of one of several workers, which take turns."""
        pools = _Pools(self._split, self._columns, self._begun, self._first + self._share)
        self.state = self._begun
        for step in range(self._begun["step"] + worker, self._steps, workers):
            begin = step * self._size
            batch = pools.rows(self._first + begin, min(self._size, self._share - begin))
            self.state = {**self._begun, "step": step + 1}
            yield batch


class _Pools:
    """The order of an epoch, pool by pool, and again from the first; while one is used, the next is read."""
    def __init__(self, split: Split, columns: Sequence[str], order: Mapping[str, Any], end: int):
        self._split, self._columns, self._end = split, columns, end
        self._seed = (order["seed"], order["epoch"]) if order["shuffle"] else None
        counts = split._segments.counts
        self._segments = np.arange(len(counts)) if self._seed is None else _permutation(len(counts), *self._seed)
        # Of all arrays, so that the order does not depend on which are wanted.
        largest = int(counts.max(initial=1)) * sum(row.itemsize for row in split._rows.values())
        self._group = max(1, POOL_BYTES // largest)
        self._ends = np.cumsum(np.add.reduceat(counts[self._segments], np.arange(0, len(counts), self._group)))
        self._ahead = ThreadPoolExecutor(1)
        self._begun: Dict[int, Future[Any]] = {}

    def rows(self, first: int, count: int) -> Batch:
        parts: List[Batch] = []
        while count:
            lap, at = divmod(first, len(self._split))
            pool = int(np.searchsorted(self._ends, at, side="right"))
            begin, end = int(self._ends[pool - 1]) if pool else 0, int(self._ends[pool])
            take = min(count, end - at)
            arrays, order = self._pool(lap * len(self._ends) + pool, first + end - at < self._end)
            which = slice(at - begin, at - begin + take)
            parts.append({name: values.take(order[which], 0) for name, values in arrays.items()})
            first, count = first + take, count - take
            del arrays, order  # before the pool after the next is read
        return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]} if parts[1:] else parts[0]

    def _pool(self, number: int, goes_on: bool) -> Tuple[Batch, np.ndarray]:
        self._begun = {wanted: self._begun.get(wanted) or self._ahead.submit(self._load, wanted % len(self._ends))
                       for wanted in range(number, number + 1 + goes_on)}
        return self._begun[number].result()

    def _load(self, pool: int) -> Tuple[Batch, np.ndarray]:
        segments = self._segments[pool * self._group:(pool + 1) * self._group]
        counts = self._split._segments.counts[segments]
        n = int(counts.sum())
        arrays = {name: np.empty(n, self._split._rows[name]) for name in self._columns}
        for segment, count, end in zip(segments.tolist(), counts.tolist(), np.cumsum(counts).tolist()):
            for name, values in arrays.items():
                self._split._read(segment, name, 0, values[end - count:end])
        return arrays, np.arange(n) if self._seed is None else _permutation(n, *self._seed, pool + 1)


def _written(value: Any) -> str:
    """A field of a request as the terminal takes it: a=1,b=2 or 1,2, and JSON of what has texts or lists in it."""
    if isinstance(value, Mapping) and any(isinstance(member, (str, list, tuple)) for member in value.values()):
        return json.dumps(value, default=lambda numbers: np.asarray(numbers).tolist())
    members = [f"{member}={number}" for member, number in value.items()] if isinstance(value, Mapping) else \
        map(str, value) if isinstance(value, (list, tuple, range, np.ndarray)) else ()
    return ",".join(members) or str(value).lower()


class Stream(Iterator[Batch]):
    """Batches of images that a service at http://host:port makes on the fly: endless, unless `batches` are enough.

    request: its fields, as palette="arc", values=[1, 3], mix={"blob": 1}, annotations=True, seed=epoch, and with
    split="ood" hold_out={"when": [{"kind": "line", "value": 3}]}. Each call looks at
    `count` candidates, and while one is used the next is made; each rank makes calls of its own. start: the first
    candidate, or the `state` of a rank's earlier stream, small and good JSON, to go on behind the batch that was given last.
    """
    def __init__(self, url: str, *, split: str = "train", batch_size: int = 1024, batches: Optional[int] = None,
                 rank: int = 0, world_size: int = 1, start: Union[int, Mapping[str, Any]] = 0, count: int = 1 << 17,
                 key: Optional[str] = None, patience: float = 60.0, **request: Any):
        if batch_size < 1 or not 0 < count <= 1 << 20 or not 0 <= rank < world_size:
            raise DatasetError("batch_size is 1 or more, count 1 to 1,048,576, rank below world_size.")
        self._service, self._fields = _Service(url, key, patience, "service", "http://host:port", ""), {"split": split}
        self._fields.update({name: _written(value) for name, value in request.items()})
        order = {"request": zlib.crc32(json.dumps(self._fields, sort_keys=True).encode()), "batch_size": batch_size,
                 "count": count, "rank": rank, "world_size": world_size}
        begun = start if isinstance(start, Mapping) else {"step": 0, "call": start + rank * count, "skip": 0}
        self._call(begun.get("call"), 1)  # tells what is wrong with the request
        self._fields["algorithm_version"] = order["algorithm_version"] = self._service.version  # of all further calls
        self.state = _checked({**order, **begun}, order, skip=count, step=1 << 63)
        self._given = self._batches(batches)

    def __next__(self) -> Batch:
        return next(self._given)

    def _call(self, first: int, count: int) -> Batch:
        asked = {**self._fields, "start": first, "count": count}
        content = self._service.get("images?" + urllib.parse.urlencode(asked), at="/")
        with _told(Exception, f"{self._service.place} answers, but not with images"):
            return dict(np.load(io.BytesIO(content), allow_pickle=False))

    def _batches(self, batches: Optional[int]) -> Iterator[Batch]:
        size, count, skip, first = (self.state[name] for name in ("batch_size", "count", "skip", "call"))
        ahead, firsts = ThreadPoolExecutor(1), range(first, 1 << 64, self.state["world_size"] * count)
        calls = ((first, ahead.submit(self._call, first, count)) for first in firsts)
        coming, have, empty = next(calls), {}, 0
        for step in range(self.state["step"], 1 << 63 if batches is None else batches):
            while not have or len(have["labels"]) < size:
                (call, made), coming = coming, next(calls)
                images = len((more := made.result())["labels"])
                have = {name: np.concatenate([have.get(name, rows[:0]), rows[skip:]]) for name, rows in more.items()}
                if (empty := 0 if images else empty + 1) == 16:
                    raise DatasetError(f"{empty * count:,} candidates gave no image. Has the split a share of splits, "
                                       "or ood a condition that holds?")
                skip = 0
            self.state = {**self.state, "step": step + 1, "call": call, "skip": images + size - len(have["labels"])}
            yield {name: rows[:size].copy() for name, rows in have.items()}
            have = {name: rows[size:] for name, rows in have.items()}


stream = Stream


def _torch_batches(split: Split, options: Dict[str, Any], kept: Any) -> Any:
    import torch.utils.data
    kept = torch.tensor([(options.get("start") or options).get("epoch", 0)]).share_memory_() if kept is None else kept
    class TorchBatches(torch.utils.data.IterableDataset):
        def __reduce__(self) -> Tuple[Any, ...]:
            return functools.partial(Split.torch, split, **options, _epoch=kept), ()

        def __len__(self) -> int:
            return len(self._batches())

        def __iter__(self) -> Iterator[Dict[str, Any]]:
            worker = torch.utils.data.get_worker_info()
            batches = self._batches().__iter__(*((worker.id, worker.num_workers) if worker else ()))
            return ({name: torch.from_numpy(values) for name, values in batch.items()} for batch in batches)

        def set_epoch(self, epoch: int) -> None:
            """The epoch of the next passes, of workers that stay too; `start` is for passes of its own."""
            kept[0] = epoch

        def state(self, batches: int) -> Dict[str, Any]:
            """What `start` wants to go on with, where so many batches of a pass were taken from the DataLoader."""
            return {**(state := self._batches().state), "step": state["step"] + batches}

        def _batches(self) -> Batches:
            epoch, start = int(kept[0]), options.get("start")
            start = start if start is not None and start.get("epoch") == epoch else None
            return split.batches(**{**options, "epoch": epoch, "start": start})
    len(made := TorchBatches())  # what is wrong with the options is told here
    return made
