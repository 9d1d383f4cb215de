#!/usr/bin/env python3
"""The work of `ringtree build` for the synthetic site, by PyYAML (libyaml) and Jinja2.

    peer.py SITE TEMPLATES DIR

It knows no more than generate.py's site needs, validates nothing, and writes no manifest: what a
quick script would do. Its files are the same, byte for byte.
"""

import os
import sys

import jinja2
import yaml

FAMILY = "A2X"
FOLDER = "a2x"

# What a site has that says nothing: the schema's standard values.
STANDARD = {
    "sip": {
        "port": 5060, "transport": "udp", "outbound_port": 5060, "backup_port": 5060,
        "expires": 3600,
    },
    "web": {"admin_user": "admin", "user_name": "user"},
    "phonebook": {"ldap_port": 389},
}
SECTIONS = (
    "sip", "time", "web", "network", "audio", "dialling", "voice_mail", "calls", "phonebook",
    "display", "provisioning",
)
NUMBERS = {("sip", "port")}


def settings(*levels):
    """The levels' settings merged, the last being the strongest; every section is there."""
    merged = {section: {} for section in SECTIONS}
    for level in levels:
        for name, value in level.items():
            if name not in merged:
                merged[name] = value
                continue
            for field, item in value.items():
                merged[name][field] = int(item) if (name, field) in NUMBERS else item
    return merged


def account(line, identifier, said, sip):
    name = said["name"]
    return {
        "line": line, "id": identifier, "name": name, "user": identifier, "auth_user": identifier,
        "display_name": name, "label": name, "password": said["password"], "enabled": True,
        "server": sip["server"], "port": sip["port"], "transport": sip["transport"],
        "outbound_port": sip["outbound_port"], "backup_port": sip["backup_port"],
        "expires": sip["expires"],
    }


def key(position, said):
    return {"position": position, "line": 1, **said}


def build(site_path, templates, out):
    with open(site_path, "rb") as file:
        # The base loader leaves every scalar text, as ringtree does.
        site = yaml.load(file, Loader=yaml.CBaseLoader)
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates), trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True, undefined=jinja2.StrictUndefined)
    common = environment.get_template(f"{FOLDER}/common.cfg")
    phone_file = environment.get_template(f"{FOLDER}/mac.cfg")
    base = (STANDARD, site["settings"], {"provisioning": site["provisioning"]})
    accounts = site["accounts"]
    models = sorted({phone["model"] for phone in site["phones"]})
    lines = {name: int(model["lines"]) for name, model in site["models"].items()}
    keys = {name: int(model["keys"]) for name, model in site["models"].items()}

    tree = os.path.join(out, site["site"])
    os.makedirs(tree)

    def write(name, text, mode):
        descriptor = os.open(os.path.join(tree, name), os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
        with open(descriptor, "wb") as file:
            file.write(text.encode())

    shared = {"site": site["site"], "family": FAMILY, "common_file": "a000000000020.cfg"}
    write("a000000000020.cfg", common.render(
        **shared, models=models, lines=max(lines[model] for model in models),
        key_count=max(keys[model] for model in models), settings=settings(*base), vars={}, raw={}),
        0o644)
    for phone in site["phones"]:
        own = phone["settings"]
        effective = settings(*base, own)
        mac = phone["mac"].replace(":", "").lower()
        write(f"{mac}.cfg", phone_file.render(
            **shared, models=models, lines=lines[phone["model"]], key_count=keys[phone["model"]],
            settings=effective, own=settings(own), vars={}, raw={}, model=phone["model"], mac=mac,
            accounts=[
                account(line, identifier, accounts[identifier], effective["sip"])
                for line, identifier in enumerate(phone["accounts"], 1)],
            keys=[key(position, said) for position, said in enumerate(phone["keys"], 1)]),
            0o640)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    build(*sys.argv[1:])
