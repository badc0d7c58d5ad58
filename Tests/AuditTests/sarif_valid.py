"""Reads a schema's path as the argument and a SARIF log on standard input; prints what does not fit, nothing where all does."""

import json
import sys

import jsonschema

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
log = json.load(sys.stdin)
validator = jsonschema.validators.validator_for(schema)(schema)
for error in validator.iter_errors(log):
    print("/".join(str(part) for part in error.absolute_path), error.message[:200])
