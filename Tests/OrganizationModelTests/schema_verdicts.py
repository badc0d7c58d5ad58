"""Holds YAML texts against a JSON Schema as an editor does: schema_verdicts.py SCHEMA < texts.json > verdicts.json

In: a JSON array of texts. Out: for each text null when it fits, else the first reason why not.
"""
import json
import re
import sys

import jsonschema
import yaml

Parser = getattr(yaml.cyaml, "CParser", None) if hasattr(yaml, "cyaml") else None


class Resolver(yaml.resolver.BaseResolver):
    """The core schema of YAML 1.2: `yes`, `on` and dates are text."""


for tag, pattern, first in [
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("int", r"^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", "-+0123456789"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
]:
    Resolver.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(pattern), list(first))


class Constructor(yaml.constructor.SafeConstructor):
    """Keys are text, as in every editor."""

    def construct_mapping(self, node, deep=False):
        if not isinstance(node, yaml.MappingNode):
            raise yaml.constructor.ConstructorError(None, None, "expected a mapping", node.start_mark)
        result = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "expected a text as key", key.start_mark)
            result[key.value] = self.construct_object(value, deep=True)
        return result

    def construct_yaml_int(self, node):
        text = node.value.lstrip("+")
        return int(text, 0) if text.startswith(("0x", "0o")) else int(text)


Constructor.add_constructor("tag:yaml.org,2002:int", Constructor.construct_yaml_int)
Constructor.add_constructor("tag:yaml.org,2002:map", lambda self, node: self.construct_mapping(node))

if Parser:

    class Loader(Parser, Constructor, Resolver):
        def __init__(self, stream):
            Parser.__init__(self, stream)
            Constructor.__init__(self)
            Resolver.__init__(self)

else:

    class Loader(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser, yaml.composer.Composer, Constructor, Resolver):
        def __init__(self, stream):
            yaml.reader.Reader.__init__(self, stream)
            yaml.scanner.Scanner.__init__(self)
            yaml.parser.Parser.__init__(self)
            yaml.composer.Composer.__init__(self)
            Constructor.__init__(self)
            Resolver.__init__(self)


def verdict(validator, text):
    try:
        value = yaml.load(text, Loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return "not YAML: " + str(error).split("\n")[0]
    error = next(validator.iter_errors(value), None)
    return error and "/".join(map(str, error.absolute_path)) + ": " + error.message[:200]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
    json.dump([verdict(validator, text) for text in json.load(sys.stdin)], sys.stdout)


main()
