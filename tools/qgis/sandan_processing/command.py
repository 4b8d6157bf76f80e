"""Calls the command. Knows nothing of QGIS, so that it can be tested without."""
import os
import shutil
import subprocess

FINDINGS = 1  # README "Exit status"


class Failed(Exception):
    pass


def program():
    """SANDAN names another one than that on the PATH."""
    found = shutil.which(os.environ.get("SANDAN", "sandan"))
    if found is None:
        raise Failed("sandan is not installed: put it on the PATH, or name it in the variable SANDAN")
    return found


def run(arguments, say=lambda line: None, cancelled=lambda: False):
    """Exit status 0 or 1 (findings); each line it says goes to `say`. Anything else is Failed."""
    command = [program(), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          stdin=subprocess.DEVNULL, text=True, encoding="utf-8", errors="replace") as process:
        lines = []
        for line in process.stdout:
            lines.append(line.rstrip())
            say(lines[-1])
            if cancelled():
                process.terminate()
                raise Failed("cancelled")
    if process.returncode not in (0, FINDINGS):
        raise Failed("\n".join(lines[-5:]) or f"sandan ended with {process.returncode}")
    return process.returncode
