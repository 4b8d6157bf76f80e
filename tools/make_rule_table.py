#!/usr/bin/env python3
"""Which rule is implemented, and what holds it: gis_data/rules/TESTS.md.

usage: tools/make_rule_table.py [--check]
Reads the sources only: rows of the rule tables, [[rule]]s of the packs, test cases of tests/unit that name a rule,
seeded faults in gis_data/faulty/expected.json and faults of `selftest`. With --check compares (exit 1 if the table differs).
"""
import json
import re
import sys
from pathlib import Path

root = Path(__file__).resolve().parent.parent
table = root / "gis_data/rules/TESTS.md"
rule_id = re.compile(r'"([A-Z]{2}-\d\d)')


def declared():
    rules = {}
    for pack in sorted((root / "gis_data/rules").rglob("*.toml")):
        for block in re.split(r"(?m)^\[\[", pack.read_text(encoding="utf-8")):
            if block.startswith("rule]]"):
                found = dict(re.findall(r'(?m)^(id|severity|status) = "([^"]+)"', block))
                found["title"] = re.search(r'en = "([^"]+)"', block).group(1)
                rules[found["id"]] = found
    return rules


def rows():
    return {rule: source.name for source in sorted((root / "src/rules").glob("*.cpp"))
            for rule in re.findall(r'\bRule\{"([A-Z]{2}-\d\d)"', source.read_text(encoding="utf-8"))}


def test_cases():
    """Test cases by rule: those whose text names it."""
    cases = {}
    for source in sorted((root / "tests/unit/rules").glob("*_test.cpp")):
        shared, *all_cases = re.split(r"(?m)^TEST_CASE\(", source.read_text(encoding="utf-8"))
        helper = set(re.findall(r'run_rule\([^;]*"([A-Z]{2}-\d\d)"', shared))
        for case in all_cases:
            for rule in set(rule_id.findall(case)) | helper:
                cases.setdefault(rule, {}).setdefault(source.name, 0)
                cases[rule][source.name] += 1
    return cases


def seeded():
    counts = {}
    for finding in json.loads((root / "gis_data/faulty/expected.json").read_text(encoding="utf-8"))["findings"]:
        counts[finding["rule"]] = counts.get(finding["rule"], 0) + 1
    return counts


def injected():
    sources = sorted((root / "src/cli").glob("selftest_*_faults.cpp"))
    return {rule for source in sources
            for rule in re.findall(r'\{"([A-Z]{2}-\d\d)",\s*"', source.read_text(encoding="utf-8"))}


def written():
    rules, implemented, cases, faults, tried = declared(), rows(), test_cases(), seeded(), injected()
    untested = [rule for rule in implemented if rule not in cases]
    lines = [
        "# What holds each rule",
        "Made by `tools/make_rule_table.py` from the sources; do not edit. Unit tests: test cases that name the rule. "
        "Seeded: its findings in `gis_data/faulty/expected.json`. Selftest: a fault of `sandan selftest PLAN`.",
        "",
        f"{len(implemented)} of {len(rules)} rules implemented; {len(cases.keys() & implemented.keys())} with unit tests, "
        f"{len(faults)} seeded in gis_data/faulty, {len(tried)} with a fault of selftest. "
        f"Without a unit test: {', '.join(untested) or 'none'}.",
        "",
        "| rule | title | severity | status | implemented in | unit tests (cases) | seeded | selftest |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for rule, info in sorted(rules.items()):
        tests = ", ".join(f"{name} ({count})" for name, count in sorted(cases.get(rule, {}).items()))
        lines.append(f"| {rule} | {info['title']} | {info['severity']} | {info['status']} | "
                     f"{implemented.get(rule, 'declared only')} | {tests} | {faults.get(rule, '')} | "
                     f"{'yes' if rule in tried else ''} |")
    return "\n".join(lines) + "\n"


text = written()
if "--check" in sys.argv[1:]:
    if not table.is_file() or table.read_text(encoding="utf-8") != text:
        print(f"{table.relative_to(root)} differs: run tools/make_rule_table.py", file=sys.stderr)
        sys.exit(1)
else:
    table.write_text(text, encoding="utf-8")
