"""Every text for readers says the same in Korean and English: pairs in the sources name the same values, the catalogue and the
rule packs have both languages, and particles that hang on a value go through format_ko (core/korean.hpp)."""
import csv, pathlib, re, sys, tomllib

root = pathlib.Path(sys.argv[1])
wrong, pairs = [], 0
LITERAL = r'"(?:[^"\\]|\\.)*"'
HANGUL = re.compile(r"[\uac00-\ud7a3]")
STRINGS = rf"{LITERAL}(?:\s*{LITERAL})*"


def text_of(source):
    return "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', source))


def end_of_call(source, at):
    """Behind the bracket that closes the one at `at`; brackets inside strings do not count."""
    depth = 0
    for token in re.finditer(rf"{LITERAL}|'(?:\\.|[^'])'|[(){{}}]", source[at:]):
        depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(token[0], 0)
        if depth == 0:
            return at + token.end()
    return len(source)


def placeholders(text, plurals=True):
    """What a format asks for: how many values, or which by number; an English plural ("time{}") counts or not."""
    found = re.findall(rf"(?<!\{{){'' if plurals else '(?<![a-z])'}\{{(\d*)(?::[^{{}}]*)?\}}(?!\}})", text)
    return len(found) if not any(found) else len(set(found))


def parts(source, at):
    """The two halves of `{ko, en`: each a string, or a format with its values."""
    halves = []
    for _ in range(2):
        call = re.compile(rf"\s*(?:(?:fmt::format|format_ko)\(\s*({STRINGS})|({STRINGS}))").match(source, at)
        if not call:
            return None
        if call[1]:
            opening = source.index("(", call.start())
            end = end_of_call(source, opening)
            halves.append((text_of(call[1]), source[call.end():end], call[0]))
        else:
            end = call.end()
            halves.append((text_of(call[2]), None, call[0]))
        comma = re.compile(r"\s*,").match(source, end)
        at = comma.end() if comma else end
    return halves


for path in sorted([*root.glob("src/*/*.cpp"), *root.glob("src/*/*.hpp")]):
    source = path.read_text()
    for opening in re.finditer(r"\{|\?\s*|\bText\w*\s*\w*\{", source):
        halves = parts(source, opening.end())
        if not halves or not HANGUL.search(halves[0][0]) or HANGUL.search(re.sub(r"\([^)]*\)|'[^']*'|[가-힣]+$", "", halves[1][0])):
            continue
        (ko, ko_values, _), (en, en_values, _) = halves
        line = source.count("\n", 0, opening.start()) + 1
        pairs += 1
        if not en.strip():
            wrong.append(f"{path}:{line}: no English for '{ko}'")
        if (ko_values is None) == (en_values is None) and placeholders(ko) not in (placeholders(en), placeholders(en, False)):
            wrong.append(f"{path}:{line}: {placeholders(ko)} values in '{ko}', {placeholders(en)} in '{en}'")
    for found in re.finditer(r"\bError\{", source):
        message = text_of(source[found.end():end_of_call(source, found.end() - 1)])
        if re.search(r"[A-Za-z]{2,} [a-z]{2,}", message) and not HANGUL.search(message):
            wrong.append(f"{path}:{source.count(chr(10), 0, found.start()) + 1}: a fault in English only: '{message}'")
    for found in re.finditer(rf"(fmt::format|format_ko)\(\s*({STRINGS})", source):
        text = text_of(found[2])
        line = source.count("\n", 0, found.start()) + 1
        fixed = re.search(r"\{[^{}]*\}'?(은|는|이|가|을|를|과|와|으로|로)(?![가-힣(])", text)
        if fixed:
            wrong.append(f"{path}:{line}: '{fixed[0]}': the particle hangs on the value; write both forms and format_ko")
        if found[1] != "format_ko" and re.search(r"은\(는\)|이\(가\)|을\(를\)|과\(와\)|\(으\)로", text):
            wrong.append(f"{path}:{line}: both forms of a particle without format_ko")
        if re.search(r"는\(은\)|가\(이\)|를\(을\)|와\(과\)|\(을\)를|\(이\)가|\(은\)는", text):
            wrong.append(f"{path}:{line}: particles are written 은(는), 이(가), 을(를), 과(와), (으)로")


def need_both(where, row, names):
    for ko, en in names:
        if bool(row.get(ko)) != bool(row.get(en)):
            wrong.append(f"{where}: {ko} and {en} go together")
        if HANGUL.search(re.sub(r"\([^)]*\)", "", row.get(en) or "")):
            wrong.append(f"{where}: Korean outside brackets in {en}: {row[en]}")


def languages(keys):
    return [(key, key[:-2] + "en") for key in keys if key.endswith("_ko") and key[:-2] + "en" in keys]


for path in sorted(root.glob("gis_data/catalogue/*.csv")):
    with path.open(encoding="utf-8-sig") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            need_both(f"{path}:{number}", row, languages(row))
for path in sorted(root.glob("gis_data/rules/**/*.toml")):
    for rule in tomllib.loads(path.read_text(encoding="utf-8")).get("rule", []):
        need_both(f"{path}: {rule.get('id')}", rule, languages(rule))
print("\n".join(wrong))
if pairs < 500:
    wrong.append(f"only {pairs} pairs were found in the sources: the scan has gone blind")
    print(wrong[-1])
print(f"{pairs} pairs in the sources")
sys.exit(bool(wrong))
