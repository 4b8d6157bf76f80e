#!/usr/bin/env python3
"""Runs what .pre-commit-hooks.yaml, the GitHub action and the GitLab snippet tell a runner to run, and the pull request of
the README: on a clean plan they succeed, with the README's fault they fail and say what the README shows.

usage: ci_kit.py SANDAN SOURCE_ROOT
"""
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree
from pathlib import Path

sandan, root = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
faults = []


def read(path):
    return (root / path).read_text(encoding="utf-8")


def expect(condition, what):
    if not condition:
        faults.append(what)


def field(text, key):
    return re.search(rf"(?m)^\s*(?:- )?{key}: (.+)$", text).group(1).strip()


def run(command, folder, **variables):
    environment = dict(os.environ, PATH=f"{folder}/bin:{os.environ['PATH']}", SANDAN_LANG="en", **variables)
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE"):
        environment.pop(name, None)
    return subprocess.run(["bash", "-ec", command], cwd=folder, env=environment, capture_output=True, text=True)


def hook(folder):
    text = read(".pre-commit-hooks.yaml")
    watched = re.compile(field(text, "files"))
    expect(all(watched.search(str(p)) for p in ("plan.toml", "a/lots.shp", "firms.csv")), "pre-commit: inputs not watched")
    expect(field(text, "pass_filenames") == "false", "pre-commit: file names instead of the plan")
    return run(field(text, "entry") + " plan.toml", folder)


def action(folder):
    text = read(".github/actions/sandan/action.yml")
    defaults = dict(re.findall(r'(?m)^  ([\w-]+):\n(?:    (?!default).*\n)*    default: "?([^"\n]*)', text))
    lines = text[text.index("      run: |") :].splitlines()[1:]
    variables = {name: "plan.toml" if given == "plan" else defaults[given]
                 for name, given in re.findall(r"(?m)^        (\w+): \$\{\{ inputs\.([\w-]+) \}\}", text)}
    done = run("\n".join(line.strip() for line in lines), folder, **variables)
    report = json.loads((folder / defaults["sarif"]).read_text(encoding="utf-8"))
    expect(report["version"] == "2.1.0", "action: no SARIF")
    return done


def gitlab(folder):
    text = read(".github/gitlab-snippet.yml")
    done = run(re.search(r"(?m)^    - (sandan .+)$", text).group(1), folder, PLAN="plan.toml")
    quality = json.loads((folder / field(text, "codequality")).read_text(encoding="utf-8"))
    expect(all({"description", "fingerprint", "severity", "location"} <= issue.keys() for issue in quality),
           "GitLab: not a code quality report")
    xml.etree.ElementTree.parse(folder / field(text, "junit"))
    return done


def pull_request(folder):
    """The README's own words: the edit, the command, what it prints."""
    flow = re.search(r"## A pull request\n(.+?)\n## ", read("README.md"), re.S).group(1)
    edit, shown = (block.strip("\n") for block in re.findall(r"```[a-z]*\n(.+?)```", flow, re.S))
    old, new = (line[1:].strip() for line in edit.splitlines() if line[0] in "-+")
    plan = folder / "plan.toml"
    text = plan.read_text(encoding="utf-8")
    expect(text.count(old) == 1, f"README: '{old}' does not stand once in the plan")
    plan.write_text(text.replace(old, new), encoding="utf-8")
    command, *said = shown.splitlines()
    done = run(command.removeprefix("$ "), folder)
    expect(done.returncode == 1, f"README: exit {done.returncode} instead of 1")
    for line in said:
        expect(line in done.stdout.splitlines(), f"README: not printed: {line}\n{done.stdout[:2000]}")


with tempfile.TemporaryDirectory() as name:
    folder = Path(name) / "repository"
    shutil.copytree(root / "gis_data/new_complex", folder)
    (folder / "bin").mkdir()
    # not a link: the command finds its data beside itself
    (folder / "bin/sandan").write_text(f'#!/bin/sh\nexec {shlex.quote(str(sandan))} "$@"\n', encoding="utf-8")
    (folder / "bin/sandan").chmod(0o755)
    for kit in (hook, action, gitlab):
        done = kit(folder)
        expect(done.returncode == 0, f"{kit.__name__}: exit {done.returncode} on a clean plan\n{done.stderr}{done.stdout[:2000]}")
    pull_request(folder)
    for kit in (hook, action, gitlab):
        done = kit(folder)
        expect(done.returncode == 1, f"{kit.__name__}: exit {done.returncode} with a fault, expected 1\n{done.stderr}")
        if kit is action:
            expect("::error file=plan.toml" in done.stdout, f"action: no annotation\n{done.stdout[:2000]}")

for fault in faults:
    print(fault, file=sys.stderr)
sys.exit(1 if faults else 0)
