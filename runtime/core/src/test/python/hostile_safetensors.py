#!/usr/bin/env python3
"""Writes safetensors files into ../resources/hostile: faulty ones, and right ones of each type.

    python hostile_safetensors.py ../resources/hostile
"""

import json
import pathlib
import struct
import sys

OUT = pathlib.Path(sys.argv[1])


def raw(name, header, data=b"", length=None):
    length = len(header) if length is None else length
    (OUT / f"{name}.safetensors").write_bytes(struct.pack("<Q", length) + header + data)


def tensor(dtype="F32", shape=(2,), offsets=(0, 8), **more):
    return {"dtype": dtype, "shape": list(shape), "data_offsets": list(offsets), **more}


def file(name, tensors, data=8):
    raw(name, json.dumps(tensors).encode(), bytes(data) if isinstance(data, int) else data)


def lengths():
    (OUT / "st_short.safetensors").write_bytes(b"\x01\x02")
    raw("st_length_negative", b"{}", length=2**64 - 1)
    raw("st_length_huge", b"{}", length=2**40)
    raw("st_truncated_header", b'{"a', length=300)
    file("st_truncated", {"a.bias": tensor()}, 7)
    file("st_trailing", {"a.bias": tensor()}, 9)


def headers():
    raw("st_not_json", b"\x00" * 16)
    raw("st_not_utf8", b'{"\xff\xfe":{}}')
    raw("st_list", b"[]")
    raw("st_two_values", b"{} {}")
    raw("st_deep", b'{"a":' + b"[" * 4096)
    one = json.dumps(tensor())
    raw("st_twice", f'{{"a.bias":{one},"a.bias":{one}}}'.encode(), bytes(8))
    raw("st_member_twice", b'{"a.bias":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}', bytes(8))
    file("st_empty", {})
    file("st_metadata_only", {"__metadata__": {"format": "pt"}}, 0)
    file("st_metadata_number", {"__metadata__": {"format": 1}}, 0)


def tensors():
    file("st_no_dtype", {"a.bias": {"shape": [2], "data_offsets": [0, 8]}})
    file("st_further_member", {"a.bias": tensor(more=1)})
    file("st_unknown_dtype", {"a.bias": tensor("F31")})
    file("st_integers", {"a.bias": tensor("I64", [1])})
    file("st_shape_text", {"a.bias": tensor(shape=["2"])})
    file("st_shape_negative", {"a.bias": tensor(shape=[-2])})
    file("st_shape_fraction", {"a.bias": tensor(shape=[2.5])})
    file("st_shape_overflow", {"a.bias": tensor(shape=[2**33, 2**31, 2])})
    file("st_shape_of_many", {"a.bias": tensor(shape=[1] * 9, offsets=[0, 4])}, 4)
    file("st_shape_beside_bytes", {"a.bias": tensor(shape=[3])})
    file("st_no_numbers", {"a.bias": tensor(shape=[0], offsets=[0, 0])}, 0)
    file("st_offsets_backwards", {"a.bias": tensor(offsets=[8, 0])})
    file("st_three_offsets", {"a.bias": tensor(offsets=[0, 8, 8])})
    file("st_gap", {"a.bias": tensor(), "b.bias": tensor(offsets=[12, 20])}, 20)
    file("st_overlap", {"a.bias": tensor(), "b.bias": tensor(offsets=[4, 12])}, 12)
    file("st_same_bytes", {"a.bias": tensor(), "b.bias": tensor()})
    file("st_beyond", {"a.bias": tensor(shape=[2**40], offsets=[0, 2**42])})


def right():
    file("st_right_f16", {"a.bias": tensor("F16", [4], [0, 8])}, struct.pack("<4e", 0, 1.5, -(2**-24), 65504))
    file("st_right_bf16", {"a.bias": tensor("BF16", [2], [0, 4])}, struct.pack("<2H", 0, 0xC020))
    file("st_right_f32", {"a.bias": tensor()}, struct.pack("<2f", 1, -2.5))
    file("st_right_f64", {"a.bias": tensor("F64", [2], [0, 16])}, struct.pack("<2d", 1, 0.1))
    file(
        "st_right_order",  # tensors need not be listed in the order of their bytes
        {"bn.num_batches_tracked": tensor("I64", [], [8, 16]), "bn.bias": tensor()},
        struct.pack("<2fq", 1, 7, 3),
    )


def pickles():
    (OUT / "st_pickle.bin").write_bytes(b"\x80\x02}q\x00.")
    (OUT / "st_pickle.pth").write_bytes(b"PK\x03\x04" + bytes(32))


if __name__ == "__main__":
    lengths()
    headers()
    tensors()
    right()
    pickles()
