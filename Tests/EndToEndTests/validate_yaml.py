"""Validates YAML texts, a JSON array of them on standard input, against the schema that is named; each as YAML 1.1 reads
it (PyYAML) and as YAML 1.2 does (its core schema). Prints a line for each reading: 'valid', or the first thing that is
wrong with it."""
import datetime
import json
import re
import sys

import yaml
from jsonschema.validators import validator_for


class Reader11(yaml.SafeLoader):
    """YAML 1.1."""


class Reader12(yaml.SafeLoader):
    """YAML 1.2: 'yes' is a text, 010 is ten, and there are no dates."""


Reader12.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("int", r"^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", "-+0123456789"),
    ("float", r"^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)$", "-+0123456789."),
]:
    Reader12.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))
# Tried in this order: what is a whole number is no fraction.
Reader12.add_constructor(
    "tag:yaml.org,2002:int", lambda loader, node: int(loader.construct_scalar(node).replace("0o", "0"), 0)
    if loader.construct_scalar(node)[:2] in ("0x", "0o") else int(loader.construct_scalar(node))
)


def as_json(value):
    """As an editor hands it to a validator: keys are texts, and a date is what was written."""
    if isinstance(value, dict):
        return {key if isinstance(key, str) else json.dumps(as_json(key)).strip('"'): as_json(item)
                for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    return value


with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
kind = validator_for(schema)
kind.check_schema(schema)
validator = kind(schema)
for text in json.load(sys.stdin):
    for reader in (Reader11, Reader12):
        try:
            document = as_json(yaml.load(text, Loader=reader))
        except yaml.YAMLError as error:
            print("no YAML:", " ".join(str(error).split()))
            continue
        errors = [f"{error.json_path}: {error.message}"[:300] for error in validator.iter_errors(document)]
        print("valid" if not errors else " ".join(errors[0].split()))
