#!/usr/bin/env python3
"""Writes Sources/SiteModel/TimeZones/TimeZoneTable.swift from this machine's tz database.

The table is part of the program, so that a site builds to the same bytes on any machine, whatever
time zone data it has. Run it (`make time-zones`) when tzdata has a new release; review the diff.
"""
import collections
import pathlib
import re
import sys

ZONEINFO = pathlib.Path("/usr/share/zoneinfo")
TARGET = pathlib.Path(__file__).parent.parent / "Sources/SiteModel/TimeZones/TimeZoneTable.swift"


def names_and_version():
    names, version = set(), None
    for line in (ZONEINFO / "tzdata.zi").read_text().splitlines():
        if line.startswith("# version "):
            version = line.split()[-1]
        elif line.startswith("Z "):
            names.add(line.split()[1])
        elif line.startswith("L "):
            names.add(line.split()[2])
    return sorted(name for name in names if name not in ("Factory", "posixrules", "localtime")), version


def posix_rule(name):
    """The POSIX TZ string in the footer of a TZif file (RFC 8536, section 3.3)."""
    footer = (ZONEINFO / name).read_bytes().rsplit(b"\n", 2)[-2].decode("ascii")
    if not re.fullmatch(r"[-+<>A-Za-z0-9,./:]+", footer):
        sys.exit(f"{name}: no POSIX rule in its footer: {footer!r}")
    return footer


def main():
    names, version = names_and_version()
    zones = collections.defaultdict(list)
    for name in names:
        zones[posix_rule(name)].append(name)
    lines = [
        "/// The IANA time zones and the POSIX rules in force, from the tz database "
        f"{version}.",
        "///",
        "/// Written by `packaging/time-zones.py`; don't edit. Each rule stands before the zones that",
        "/// follow it.",
        "enum TimeZoneTable {",
        f'  static let version = "{version}"',
        "",
        '  static let text = """',
    ]
    for rule in sorted(zones):
        line = f"    {rule}"
        for name in zones[rule]:
            if len(line) + 1 + len(name) > 98:
                lines.append(line + " \\")
                line = "     "
            line += f" {name}" if not line.endswith("     ") else name
        lines.append(line)
    lines += ['    """', "}", ""]
    TARGET.write_text("\n".join(lines))
    print(f"{TARGET}: {len(names)} zones, {len(zones)} rules, tz database {version}")


main()
