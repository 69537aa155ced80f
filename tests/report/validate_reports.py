"""validate_reports.py SCHEMA REPORT...: whether reports are as the schema says, and the schema strict.

Each report must be valid, and must not be any more once something in it is left out, added or of
another type. Says what is wrong and exits with 1; exits with 77 where python3-jsonschema is missing.
"""

import copy
import json
import sys

try:
    import jsonschema
except ImportError:
    sys.exit(77)


def no_constant(text):
    raise ValueError(f"{text} is no JSON")


def places(value, path=()):
    """The paths of all values in a document, by their kind of place: elements of a list are one."""
    yield path, value
    children = value.items() if isinstance(value, dict) else (
        enumerate(value) if isinstance(value, list) else ())
    for key, child in children:
        yield from places(child, path + (key,))


def at(document, path):
    for key in path:
        document = document[key]
    return document


def mutants(report, seen):
    """Changed copies of a report, each with what was changed: every kind of place once, of those
    that aren't among the ones seen already."""
    for path, value in list(places(report)):
        kind = (tuple(key if isinstance(key, str) else 0 for key in path), type(value))
        if kind in seen or not path:
            continue
        seen.add(kind)
        in_object = isinstance(path[-1], str)
        changed = copy.deepcopy(report)
        at(changed, path[:-1])[path[-1]] = {"not": "that"}
        yield f"{path} of another type", changed
        if isinstance(value, dict):
            changed = copy.deepcopy(report)
            at(changed, path)["unheard_of"] = 1
            yield f"{path} with a member more", changed
        if in_object and path[-1] not in OPTIONAL:
            changed = copy.deepcopy(report)
            del at(changed, path[:-1])[path[-1]]
            yield f"{path} left out", changed


# What the schema says may be missing.
OPTIONAL = {"better", "comparison", "complexity", "detail", "exact", "findings", "gate", "group",
            "power_law", "refusal", "scalability", "warnings"}


def main(schema_path, *report_paths):
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    wrong = []
    seen = set()
    tried = 0
    for report_path in report_paths:
        with open(report_path, encoding="utf-8") as file:
            report = json.load(file, parse_constant=no_constant)
        for error in validator.iter_errors(report):
            wrong.append(f"{report_path}: {list(error.absolute_path)}: {error.message[:300]}")
        if wrong or not report["tables"]:
            continue
        for what, mutant in mutants(report, seen):
            tried += 1
            if validator.is_valid(mutant):
                wrong.append(f"{report_path}: still valid with {what}")
    if tried < 300:
        wrong.append(f"only {tried} changes tried")
    print("\n".join(wrong))
    return 1 if wrong else 0


sys.exit(main(*sys.argv[1:]))
