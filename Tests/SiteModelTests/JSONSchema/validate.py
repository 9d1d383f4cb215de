"""Validates YAML sites by a JSON Schema, as an editor does: scalars by YAML 1.2's core schema.

Reads {"schema": …, "sites": [text, …]} from standard input and writes a list: for each site null,
or the validator's first message. Writes "skipped" if jsonschema or PyYAML is not installed.
"""
import json
import re
import sys

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print(json.dumps("skipped: " + str(missing)))
    sys.exit()


class Loader(yaml.SafeLoader):
    """YAML 1.2 core schema; tags of the user's own are looked through; keys stay text."""


Loader.yaml_implicit_resolvers = {}
for tag, pattern in [
    ("null", r"^(?:~|null|Null|NULL|)$"),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$"),
    ("int", r"^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$"),
    ("float", r"^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$"),
    ("merge", r"^<<$"),
]:
    Loader.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(pattern), None)


def integer(loader, node):
    text = node.value
    return int(text, 0) if text[:2] in ("0o", "0x") else int(text, 10)


def number(loader, node):
    return float(node.value.replace(".inf", "inf").replace(".nan", "nan"))


def tagged(loader, suffix, node):
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return mapping(loader, node)


def mapping(loader, node):
    loader.flatten_mapping(node)
    return {key.value: loader.construct_object(value, deep=True) for key, value in node.value}


Loader.add_constructor("tag:yaml.org,2002:int", integer)
Loader.add_constructor("tag:yaml.org,2002:float", number)
Loader.add_constructor("tag:yaml.org,2002:map", mapping)
Loader.add_multi_constructor("!", tagged)

request = json.load(sys.stdin)
jsonschema.Draft202012Validator.check_schema(request["schema"])
validator = jsonschema.Draft202012Validator(request["schema"])
answers = []
for site in request["sites"]:
    error = jsonschema.exceptions.best_match(validator.iter_errors(yaml.load(site, Loader)))
    answers.append(None if error is None else f"{error.json_path}: {error.message[:200]}")
print(json.dumps(answers))
