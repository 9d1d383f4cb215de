"""Renders templates with Jinja2 for the tests of ringtree's template language.

Reads a JSON object a line: {"template", "includes", "data", "autoescape"}.
Answers a JSON object a line: {"output": text} or {"error": text}.
"""
import json
import sys

from jinja2 import DictLoader, Environment, StrictUndefined

for line in sys.stdin.buffer:
    case = json.loads(line)
    try:
        environment = Environment(
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            undefined=StrictUndefined,
            autoescape=case["autoescape"],
            loader=DictLoader(case["includes"]),
        )
        answer = {"output": environment.from_string(case["template"]).render(case["data"])}
    except Exception as error:  # whatever Jinja raises is an answer
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=False)
