"""validate_codequality.py SCHEMA REPORT: whether a report is as the schema says; exits with 77 where
python3-jsonschema is missing."""
import json
import sys

try:
    import jsonschema
except ImportError:
    sys.exit(77)

with open(sys.argv[1], encoding="utf-8") as schema, open(sys.argv[2], encoding="utf-8") as report:
    jsonschema.Draft7Validator(json.load(schema)).validate(json.load(report))
