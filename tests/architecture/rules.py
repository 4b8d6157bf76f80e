#!/usr/bin/env python3
"""A rule is one row in one source file and one [[rule]] in one pack; nothing else names it to make it run.

usage: rules.py SOURCE_ROOT
Every row of a rule table must be declared in a pack, every declared rule must have a row or a reason
why it has none, no id may stand twice, and no pack may hold a value that no source file asks for.
"""
import re
import sys
from collections import Counter
from pathlib import Path

root = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
rows = Counter()
for source in sorted((root / "src" / "rules").glob("*.cpp")):
    rows.update(re.findall(r'\bRule\{"([A-Z]{2}-\d\d)"', source.read_text(encoding="utf-8")))

sources = "".join(source.read_text(encoding="utf-8") for source in sorted((root / "src").rglob("*.[ch]pp")))
declared = Counter()
excused = set()
values = set()
for pack in sorted((root / "gis_data" / "rules").rglob("*.toml")):
    for block in re.split(r"(?m)^\[\[", pack.read_text(encoding="utf-8")):
        if block.startswith("rule]]"):
            rule = re.search(r'(?m)^id = "([^"]+)"', block).group(1)
            declared[rule] += 1
            if re.search(r"(?m)^reason = ", block):
                excused.add(rule)
        elif block.startswith("parameter]]"):
            values.add(tuple(re.search(rf'(?m)^{key} = "([^"]+)"', block).group(1) for key in ("rule", "name")))

faults = [f"{rule}: {count} rows in src/rules" for rule, count in rows.items() if count > 1]
faults += [f"{rule}: declared {count} times" for rule, count in declared.items() if count > 1]
faults += [f"{rule}: has a row, but no pack declares it" for rule in rows if rule not in declared]
faults += [
    f"{rule}: declared, but has neither a row in src/rules nor a reason"
    for rule in declared
    if rule not in rows and rule not in excused
]
faults += [f"{rule}: has a row and a reason for having none" for rule in rows if rule in excused]
faults += [f"{rule} {name}: no source file reads this value"
           for rule, name in values if f'"{name}"' not in sources or f'"{rule}"' not in sources]
for fault in sorted(faults):
    print(fault, file=sys.stderr)
print(f"{len(rows)} rules implemented, {len(excused)} declared with a reason")
sys.exit(1 if faults else 0)
