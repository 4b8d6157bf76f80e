#!/usr/bin/env bash
# usage: tools/make_rule_reference.sh [--check]
# Writes gis_data/rules/examples.json (what each rule says on the synthetic data) and
# gis_data/rules/README.md (`sandan rules --markdown`); with --check compares and writes nothing
# (exit 1 if they differ). SANDAN names the command, default build/dev/src/sandan.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
sandan=${SANDAN:-$root/build/dev/src/sandan}
rules=$root/gis_data/rules
case "${1:-}" in "" | --check) ;; *) sed -n 2,5p "$0" >&2; exit 2 ;; esac
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
for plan in faulty new_complex upgrade_district; do
    "$sandan" check "$root/gis_data/$plan/plan.toml" --json -q > "$made/$plan.json" || [ $? -eq 1 ]
done
python3 - "$made" > "$made/examples.json" <<'PY'
import json, sys
examples = {}
reports = [json.load(open(f"{sys.argv[1]}/{name}.json", encoding="utf-8"))
           for name in ("faulty", "new_complex", "upgrade_district")]
said = [f for r in reports for f in r["findings"] if f["result"] in ("FAIL", "WARN")]
said += [f for r in reports for f in r["notes"] if f["subject"]["layer"] != "waivers"]
said += [f for r in reports for f in r["findings"] if f["result"] == "UNKNOWN"]
for finding in said:
    subject, message = finding["subject"], finding["message"]
    if finding["rule"] not in examples and message["en"]:
        word = "" if finding["result"] == "PASS" else finding["result"] + " "
        examples[finding["rule"]] = {
            language: f"{word}{subject['layer']} {subject['id']}: {message[language]}" for language in ("ko", "en")}
print(json.dumps(dict(sorted(examples.items())), ensure_ascii=False, indent=1))
PY
data=$made/data
mkdir "$data"
cp -r "$root/gis_data/catalogue" "$data/"
cp -r "$rules" "$data/rules"
cp "$made/examples.json" "$data/rules/examples.json"
SANDAN_DATA=$data "$sandan" rules --markdown --lang en > "$made/README.md"
status=0
for file in examples.json README.md; do
    if [ "${1:-}" = --check ]; then
        cmp -s "$made/$file" "$rules/$file" || { echo "gis_data/rules/$file differs: run tools/make_rule_reference.sh" >&2; status=1; }
    else
        cp "$made/$file" "$rules/$file"
    fi
done
exit "$status"
