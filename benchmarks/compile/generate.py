#!/usr/bin/env python3
"""Writes the synthetic site `DIR/bench.yaml`: N phones, two accounts and eight keys each.

    generate.py N DIR

The same N gives the same bytes.
"""

import os
import sys

FIRST_NUMBER = 100_000
KEYS = 8


def head():
    return (
        "site: bench\n"
        "provisioning:\n  url: tftp://192.0.2.1\n"
        "settings:\n  sip: {server: pbx.example.net, port: 5060}\n"
        f"models:\n  A20: {{lines: 2, keys: {KEYS}}}\n"
    )


def account(index):
    number = FIRST_NUMBER + index
    return f'  "{number}": {{name: Person {index}, password: s3cret{index}}}\n'


def phone(index, count):
    first = 2 * index
    octets = f"{index:06x}"
    lines = [
        f"  - mac: 80:82:87:{octets[:2]}:{octets[2:4]}:{octets[4:]}\n",
        "    model: A20\n",
        f'    accounts: ["{FIRST_NUMBER + first}", "{FIRST_NUMBER + first + 1}"]\n',
        "    keys:\n",
    ]
    for key in range(KEYS):
        watched = FIRST_NUMBER + (first + key) % (2 * count)
        lines.append(f'      - {{type: blf, value: "{watched}", label: Person {key}}}\n')
    lines.append(f"    settings: {{label: {label(index)}}}\n")
    return "".join(lines)


def label(index):
    return f"Desk {index}"


def generate(count, folder):
    """Writes the site and returns its path."""
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, "bench.yaml")
    with open(path, "w", encoding="utf-8") as site:
        site.write(head())
        site.write("accounts:\n")
        for index in range(2 * count):
            site.write(account(index))
        site.write("phones:\n")
        for index in range(count):
            site.write(phone(index, count))
    return path


if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[1].isdigit():
        sys.exit(__doc__)
    print(generate(int(sys.argv[1]), sys.argv[2]))
