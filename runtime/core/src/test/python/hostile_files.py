#!/usr/bin/env python3
"""Writes ../resources/hostile: small files that ask for much memory, much time, or other files.

    pip install h5py==3.16.0 numpy && python hostile_files.py ../resources/hostile

What h5py cannot write is patched into the bytes of what it can; checksums of newer structures are
set right again, so that a reader gets as far as the lie.
"""

import json
import pathlib
import struct
import sys
import zipfile
import zlib

import h5py
import numpy as np

OUT = pathlib.Path(sys.argv[1])
HUGE = 2**62
SQUARE = np.arange(4096, dtype="f4").reshape(64, 64)


def keras2(name, make, **options):
    """A file of Keras 2 with one layer conv1, whose array `make` writes into the layer's group."""
    path = OUT / name
    with h5py.File(path, "w", **options) as file:
        file.attrs["keras_version"] = "2.15.0"
        file.attrs["layer_names"] = np.array([b"conv1"])
        group = file.create_group("conv1")
        group.attrs["weight_names"] = np.array([b"kernel:0"])
        make(group)
    return path


def keras3(name, make):
    path = OUT / name
    with h5py.File(path, "w") as file:
        make(file.create_group("layers"))
    return path


def plain(group):
    group.create_dataset("kernel:0", data=np.ones((3, 3, 3, 8), "f4"))


def chunked(**options):
    def make(group):
        group.create_dataset("kernel:0", data=SQUARE, chunks=(8, 8), **options)

    return make


def patch(path, *changes):
    """Replaces bytes: (what is there once, or at a turn, what comes instead)."""
    data = bytearray(path.read_bytes())
    for old, new, *turn in changes:
        at = -1
        for _ in range((turn or [1])[0]):
            at = data.index(old, at + 1)
        data[at : at + len(new)] = new
    path.write_bytes(data)
    return path


def u64(*numbers):
    return b"".join(struct.pack("<Q", number & (2**64 - 1)) for number in numbers)


def lookup3(data):
    """Jenkins' hash, as HDF5 uses it for checksums of metadata."""
    mask = 0xFFFFFFFF
    rot = lambda x, k: ((x << k) | (x >> (32 - k))) & mask
    a = b = c = (0xDEADBEEF + len(data)) & mask
    position, length = 0, len(data)
    word = lambda at: int.from_bytes(data[at : at + 4].ljust(4, b"\0"), "little")
    while length > 12:
        a, b, c = (a + word(position)) & mask, (b + word(position + 4)) & mask, (c + word(position + 8)) & mask
        a = ((a - c) ^ rot(c, 4)) & mask; c = (c + b) & mask
        b = ((b - a) ^ rot(a, 6)) & mask; a = (a + c) & mask
        c = ((c - b) ^ rot(b, 8)) & mask; b = (b + a) & mask
        a = ((a - c) ^ rot(c, 16)) & mask; c = (c + b) & mask
        b = ((b - a) ^ rot(a, 19)) & mask; a = (a + c) & mask
        c = ((c - b) ^ rot(b, 4)) & mask; b = (b + a) & mask
        position, length = position + 12, length - 12
    if length == 0:
        return c
    rest = data[position:].ljust(12, b"\0")
    a, b, c = [(x + int.from_bytes(rest[i : i + 4], "little")) & mask for x, i in ((a, 0), (b, 4), (c, 8))]
    c = ((c ^ b) - rot(b, 14)) & mask; a = ((a ^ c) - rot(c, 11)) & mask
    b = ((b ^ a) - rot(a, 25)) & mask; c = ((c ^ b) - rot(b, 16)) & mask
    a = ((a ^ c) - rot(c, 4)) & mask; b = ((b ^ a) - rot(a, 14)) & mask
    return ((c ^ b) - rot(b, 24)) & mask


def checksummed(path, signature, length, offset, new, turn=1):
    """Patches a structure that starts with a signature and ends, after `length`, in a checksum."""
    data = bytearray(path.read_bytes())
    at = -1
    for _ in range(turn):
        at = data.index(signature, at + 1)
    assert lookup3(bytes(data[at : at + length])) == int.from_bytes(data[at + length : at + length + 4], "little")
    data[at + offset : at + offset + len(new)] = new
    data[at + length : at + length + 4] = lookup3(bytes(data[at : at + length])).to_bytes(4, "little")
    path.write_bytes(data)


# ---- structure: links, cycles, levels, trees ------------------------------------------------


def links():
    def soft(group):
        group["kernel:0"] = h5py.SoftLink("/conv1/other")
        group.create_dataset("other", data=np.ones(3, "f4"))

    def external(group):
        group["kernel:0"] = h5py.ExternalLink("/etc/passwd", "/conv1/kernel:0")

    keras2("soft_link.h5", soft)
    keras2("external_link.h5", external)
    keras2("external_link_latest.h5", external, libver="v110")

    def storage(group):
        group.create_dataset("kernel:0", shape=(64,), dtype="f4", external=[("/etc/passwd", 0, 256)])

    keras2("external_storage.h5", storage)

    def virtual(group):
        layout = h5py.VirtualLayout(shape=(64,), dtype="f4")
        layout[:] = h5py.VirtualSource("/etc/passwd", "x", shape=(64,))
        group.create_virtual_dataset("kernel:0", layout)

    keras2("virtual.h5", virtual, libver="v110")


def nesting():
    def cycle(layers):
        layers.create_group("conv2d/vars").create_dataset("0", data=np.ones(3, "f4"))
        layers["conv2d/again"] = layers

    keras3("cycle.weights.h5", cycle)

    def deep(layers):
        group = layers
        for _ in range(100):
            group = group.create_group("a")
        group.create_group("vars").create_dataset("0", data=np.ones(3, "f4"))

    keras3("deep.weights.h5", deep)

    def shared(layers):
        below = layers.create_group("0")
        below.create_group("vars").create_dataset("0", data=np.ones(3, "f4"))
        for level in range(1, 30):
            group = layers.file.create_group(f"level{level}")
            for i in range(10):
                group[f"g{i}"] = below
            below = group

    keras3("shared_levels.weights.h5", shared)

    def many(layers):
        for i in range(500):
            layers[f"g{i}"] = layers

    keras3("many_links.weights.h5", many)


def group_trees():
    """A group's B-tree of version 1, whose only child is the tree itself, and a longer one."""
    path = keras2("tree_of_itself.h5", plain)
    data = path.read_bytes()
    at = data.index(b"TREE")
    node = b"TREE" + bytes([0, 5]) + struct.pack("<H", 32) + u64(-1, -1) + u64(0) + u64(at, 0) * 32
    path.write_bytes(data[:at] + node[: 24 + 8 * 65] + data[at + 24 + 8 * 65 :])

    path = keras2("table_of_30000.h5", plain)
    data = bytearray(path.read_bytes())
    at = data.index(b"SNOD")
    data[at + 6 : at + 8] = struct.pack("<H", 30000)
    path.write_bytes(data)

    path = keras2("names_outside.h5", plain)
    patch(path, (b"HEAP\0\0\0\0" , b"HEAP\0\0\0\0" + u64(HUGE)))

    path = keras2("header_cycle.h5", plain)  # a continuation that leads to itself
    data = bytearray(path.read_bytes())
    with h5py.File(path) as file:
        at = h5py.h5o.get_info(file["conv1"].id).addr
    data[at + 2 : at + 4] = struct.pack("<H", 0xFFFF)
    data[at + 8 : at + 12] = struct.pack("<I", 24)
    data[at + 16 : at + 40] = struct.pack("<HHI", 16, 16, 0) + u64(at + 16, 24)
    path.write_bytes(data)


# ---- sizes ----------------------------------------------------------------------------------


def sizes():
    shape = u64(3, 3, 3, 8)
    patch(keras2("shape_2_62.h5", plain), (shape, u64(HUGE, 1, 1, 1)))
    patch(keras2("shape_wraps.h5", plain), (shape, u64(2**32, 2**32, 1, 216)))
    patch(keras2("shape_2_31.h5", plain), (shape, u64(2**31 - 1, 1, 1, 1)))
    patch(keras2("shape_zero.h5", plain), (shape, u64(0, 3, 3, 8)))
    patch(keras2("shape_of_gigabytes.h5", plain), (shape, u64(2**28, 1, 1, 1)))

    path = keras2("arrays_on_the_same_bytes.h5", lambda group: None)
    with h5py.File(path, "a") as file:
        group = file["conv1"]
        group.create_dataset("kernel:0", data=np.ones(1 << 14, "f4"))
        for i in range(500):
            group[f"k{i}"] = group["kernel:0"]
        del group.attrs["weight_names"]
        group.attrs["weight_names"] = np.array([f"k{i}".encode() for i in range(500)])


def attributes():
    def texts(group):
        group.file.attrs["backend"] = ["tensorflow"]
        plain(group)

    path = keras2("text_longer_than_its_heap.h5", texts)
    data = path.read_bytes()
    at = data.index(b"tensorflow")  # in a heap; the attribute has length, address, index
    heap = data.rindex(b"GCOL", 0, at)
    patch(path, (struct.pack("<I", 10) + u64(heap), struct.pack("<I", 0x7FFFFFFF)))
    path = keras2("text_heap_of_2_62.h5", texts)
    data = path.read_bytes()
    patch(path, (b"GCOL\x01\0\0\0", b"GCOL\x01\0\0\0" + u64(HUGE)))

    path = keras2("one_text_many_times.h5", lambda group: None)
    with h5py.File(path, "a") as file:
        del file.attrs["layer_names"]
        file.attrs.create("layer_names", ["x" * 60000] + ["y"] * 200, dtype=h5py.string_dtype())
    data = bytearray(path.read_bytes())
    at = data.index(struct.pack("<I", 60000))
    entry = bytes(data[at : at + 16])
    for i in range(1, 201):
        data[at + 16 * i : at + 16 * i + 16] = entry
    path.write_bytes(data)

    def many(group):
        for i in range(1000):
            group.file.attrs[f"a{i}"] = np.int8(i % 100)
        plain(group)

    keras2("attributes_1000.h5", many)  # is read
    keras2("attributes_1000_latest.h5", many, libver="v110")  # is read

    path = keras2("names_are_numbers.h5", plain)
    with h5py.File(path, "a") as file:
        del file.attrs["layer_names"]
        file.attrs["layer_names"] = np.arange(4)

    def foreign(group):
        group.attrs["kind"] = np.zeros(2, np.dtype([("a", "f4"), ("b", "i2")]))
        group.attrs["complex"] = np.zeros(2, "c8")
        plain(group)

    keras2("attributes_of_other_types.h5", foreign)  # is read


# ---- chunks ---------------------------------------------------------------------------------


def chunks():
    gzip = dict(compression="gzip")
    with_bomb = lambda group: group.create_dataset(
        "kernel:0", data=np.zeros((1 << 24,), "f4"), chunks=(1 << 20,), **gzip
    )
    keras2("gzip_bomb.h5", with_bomb)
    keras2("gzip_bomb_latest.h5", with_bomb, libver="v110")

    path = keras2("chunk_expands_to_more.h5", chunked(**gzip))
    data = bytearray(path.read_bytes())
    with h5py.File(path) as file:
        info = file["conv1/kernel:0"].id.get_chunk_info(0)
    bomb = zlib.compress(bytes(1 << 18), 9)
    address = len(data)
    data += bomb
    key = struct.pack("<II", info.size, 0) + u64(0, 0, 0)
    at = data.index(key, data.index(b"TREE\x01"))
    data[at : at + 4] = struct.pack("<I", len(bomb))
    data[at + len(key) : at + len(key) + 8] = u64(address)
    data[40:48] = u64(len(data))  # the superblock's end of file
    path.write_bytes(data)

    path = keras2("chunk_size_lies.h5", chunked())
    patch(path, (struct.pack("<II", 256, 0) + u64(0, 0, 0), struct.pack("<I", 0x7FFFFFFF)))
    path = keras2("chunk_outside.h5", chunked())
    patch(path, (struct.pack("<II", 256, 0) + u64(8, 8, 0), struct.pack("<II", 256, 0) + u64(HUGE - 8, 8, 0)))
    path = keras2("chunk_twice.h5", chunked())
    patch(path, (struct.pack("<II", 256, 0) + u64(0, 8, 0), struct.pack("<II", 256, 0) + u64(0, 0, 0)))
    path = keras2("chunk_shape_2_30.h5", chunked())
    patch(path, (struct.pack("<III", 8, 8, 4), struct.pack("<III", 1 << 30, 1 << 30, 4)))
    path = keras2("chunk_tree_of_itself.h5", chunked())
    data = path.read_bytes()
    at = data.index(b"TREE\x01")
    key = struct.pack("<II", 256, 0) + u64(0, 0, 0)
    node = b"TREE\x01\x05" + struct.pack("<H", 40) + u64(-1, -1) + (key + u64(at)) * 40 + key
    path.write_bytes(data[:at] + node + data[at + len(node) :])

    def missing(group):
        array = group.create_dataset("kernel:0", shape=(64, 64), dtype="f4", chunks=(8, 8))
        array[:8] = 1

    keras2("chunks_missing.h5", missing)
    keras2("lzf.h5", chunked(compression="lzf"))  # is read
    path = keras2("lzf_size_lies.h5", chunked(compression="lzf"))
    patch(path, (b"lzf\0", b"lzf\0"), (struct.pack("<III", 4, 261, 256), struct.pack("<III", 4, 261, 0x7FFFFFFF)))
    keras2("fletcher32.h5", chunked(fletcher32=True))  # is read
    path = keras2("fletcher32_flipped.h5", chunked(fletcher32=True))
    with h5py.File(path) as file:
        at = file["conv1/kernel:0"].id.get_chunk_info(3).byte_offset
    data = bytearray(path.read_bytes())
    data[at + 17] ^= 4
    path.write_bytes(data)
    keras2("scaleoffset.h5", chunked(scaleoffset=3))

    def incompressible(group):
        values = np.random.default_rng(1).standard_normal((64, 64)).astype("f4")
        group.create_dataset("kernel:0", data=values, chunks=(8, 8), compression="lzf")

    keras2("lzf_not_applied.h5", incompressible)  # is read

    for name, make in dict(
        fixed=lambda g: g.create_dataset("kernel:0", data=SQUARE, chunks=(8, 8)),
        extensible=lambda g: g.create_dataset(
            "kernel:0", data=SQUARE, chunks=(8, 64), maxshape=(None, 64)
        ),
        tree=lambda g: g.create_dataset(
            "kernel:0", data=SQUARE, chunks=(8, 8), maxshape=(None, None)
        ),
    ).items():
        keras2(f"index_{name}.h5", make, libver="v110")  # is read
    fixed = OUT / "index_fixed.h5"
    path = OUT / "index_fixed_2_31.h5"
    path.write_bytes(fixed.read_bytes())
    checksummed(path, b"FAHD", 24, 8, u64(2**31 - 1))
    path = OUT / "index_extensible_2_31.h5"
    path.write_bytes((OUT / "index_extensible.h5").read_bytes())
    checksummed(path, b"EAHD", 68, 44, u64(2**31 - 1))
    path = OUT / "index_tree_2_31.h5"
    path.write_bytes((OUT / "index_tree.h5").read_bytes())
    checksummed(path, b"BTHD", 34, 26, u64(2**31 - 1))
    path = OUT / "index_tree_of_65535_levels.h5"
    path.write_bytes((OUT / "index_tree.h5").read_bytes())
    checksummed(path, b"BTHD", 34, 12, struct.pack("<H", 65535))

    for name, at in dict(header=b"OHDR", index=b"FADB", heads=b"FAHD").items():
        path = OUT / f"flipped_{name}.h5"
        data = bytearray(fixed.read_bytes())
        data[data.index(at) + 18] ^= 1
        path.write_bytes(data)
    path = OUT / "flipped_superblock.h5"
    data = bytearray(fixed.read_bytes())
    data[44] ^= 1
    path.write_bytes(data)


# ---- types ----------------------------------------------------------------------------------


def types():
    for name, dtype in dict(
        compound=np.dtype([("a", "f4"), ("b", "i2")]), text="S8", boolean="?", enum=h5py.enum_dtype({"A": 1}),
        texts=h5py.string_dtype(), lists=h5py.vlen_dtype("f4"), pairs=np.dtype(("f4", (2,))), opaque="V3",
    ).items():
        keras2(f"type_{name}.h5", lambda group: group.create_dataset("kernel:0", shape=(3,), dtype=dtype))

    def committed(group):
        group.file["type"] = np.dtype("f4")
        group.create_dataset("kernel:0", data=np.ones(3), dtype=group.file["type"])

    keras2("type_committed.h5", committed)
    keras2("type_int8.h5", lambda group: group.create_dataset("kernel:0", data=np.ones((3, 3), "i1")))
    keras2("no_values.h5", lambda group: group.create_dataset("kernel:0", data=h5py.Empty("f4")))
    keras2("never_written.h5", lambda group: group.create_dataset("kernel:0", shape=(64,), dtype="f4"))


# ---- archives and lists ---------------------------------------------------------------------


def archives():
    weights = keras3("weights.tmp", lambda layers: layers.create_group("conv2d/vars").create_dataset(
        "0", data=np.ones((3, 3, 3, 8), "f4")))
    h5 = weights.read_bytes()
    weights.unlink()
    layer = dict(class_name="Conv2D", config=dict(name="conv1"))
    good = dict(class_name="Functional", config=dict(name="model", layers=[layer]))

    def archive(name, config, weights=h5, compression=zipfile.ZIP_STORED):
        with zipfile.ZipFile(OUT / name, "w", compression) as zip:
            zip.writestr("config.json", config if isinstance(config, str) else json.dumps(config))
            zip.writestr("model.weights.h5", weights)

    archive("good.keras", good)  # is read
    wrong = dict(
        list=[1], text='"x"', number="7", nothing="", cut=json.dumps(good)[:40],
        layers_text=dict(config=dict(layers="x")), layers_numbers=dict(config=dict(layers=[1, 2])),
        layers_null=dict(config=dict(layers=None)), config_list=dict(config=[]),
        name_number=dict(config=dict(layers=[dict(class_name="Conv2D", config=dict(name=7))])),
        class_list=dict(config=dict(layers=[dict(class_name=["Conv2D"], config=dict(name="conv1"))])),
        layer_without_name=dict(config=dict(layers=[dict(class_name="Conv2D", config={})])),
        no_layers=dict(class_name="Model", config={}), other_layers=dict(config=dict(layers=[dict(layer, class_name="Dense")])),
    )
    for name, config in wrong.items():
        archive(f"config_{name}.keras", config)
    archive("config_deep.keras", '{"config":{"layers":[' * 2000)
    archive("config_brackets.keras", '{"x":' + "[" * 20000)
    archive("config_bomb.keras", '{"x":"' + "a" * (1 << 24), compression=zipfile.ZIP_DEFLATED)
    archive("weights_bomb.keras", good, bytes(1 << 26), zipfile.ZIP_DEFLATED)
    archive("weights_compressed.keras", good, h5, zipfile.ZIP_DEFLATED)  # is read
    path = OUT / "size_lies.keras"
    archive(path.name, good, h5, zipfile.ZIP_DEFLATED)
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 0x7FFFFFF0)
    path.write_bytes(data)

    shards = {
        "map_list.weights.json": [], "map_numbers.weights.json": {"weight_map": {"/layers/a/vars": [1]}},
        "map_empty.weights.json": {"weight_map": {}},
        "map_outside.weights.json": {"weight_map": {"/layers/a/vars": ["../x_00000.weights.h5"]}},
        "map_absolute.weights.json": {"weight_map": {"/layers/a/vars": ["/etc/passwd"]}},
        "map_of_itself.weights.json": {"weight_map": {"/layers/a/vars": ["map_of_itself.weights.json"]}},
        "map_without_shard.weights.json": {"weight_map": {"/layers/a/vars": ["x_00000.weights.h5"]}},
    }
    for name, content in shards.items():
        (OUT / name).write_text(json.dumps(content))


if __name__ == "__main__":
    links()
    nesting()
    group_trees()
    sizes()
    attributes()
    chunks()
    types()
    archives()
