"""Validates JSON documents, an array on standard input, against the schema that is named; prints one line a document:
'valid', or the first thing that is wrong with it."""
import json
import sys

from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
kind = validator_for(schema, default=Draft202012Validator)
kind.check_schema(schema)
validator = kind(schema)
for document in json.load(sys.stdin):
    errors = [f"{error.json_path}: {error.message}"[:500] for error in validator.iter_errors(document)]
    print("valid" if not errors else " ".join(errors[0].split()))
