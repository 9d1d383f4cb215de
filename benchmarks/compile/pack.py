#!/usr/bin/env python3
"""Packs a finished tree into one file, for write_files.c and read_compare.c.

    pack.py TREE FILE

The file is the eight bytes `RTPACK1\\n` and, for each file of the tree by name: mode (32 bits),
length of the name (32), length of the content (64), all little-endian; the name; the content.
"""

import os
import stat
import struct
import sys

MAGIC = b"RTPACK1\n"


def files(tree):
    """Path below the tree and mode of each file, by name."""
    found = []
    for folder, _, names in os.walk(tree):
        for name in names:
            path = os.path.join(folder, name)
            mode = stat.S_IMODE(os.lstat(path).st_mode)
            found.append((os.path.relpath(path, tree), mode))
    return sorted(found)


def pack(tree, target):
    """Writes the packed file; returns how many files and how many bytes of content it holds."""
    count = size = 0
    with open(target, "wb") as packed:
        packed.write(MAGIC)
        for name, mode in files(tree):
            with open(os.path.join(tree, name), "rb") as file:
                content = file.read()
            encoded = os.fsencode(name)
            packed.write(struct.pack("<IIQ", mode, len(encoded), len(content)))
            packed.write(encoded)
            packed.write(content)
            count += 1
            size += len(content)
    return count, size


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    print("%d files, %d bytes" % pack(sys.argv[1], sys.argv[2]))
