"""The program, loaded once for many runs (many_runs.cpp, one_run.cpp); without their folder each run starts it anew."""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

MOST_MB = "1024"


def listening(socket):
    """A socket is there before it takes connections; the kernel lists those that do with this flag."""
    lines = pathlib.Path("/proc/net/unix").read_text().splitlines()
    return any(line.endswith(" " + str(socket)) and line.split()[3] == "00010000" for line in lines)


class Served:
    def __init__(self, sandan, runs=None):
        self.sandan, self.runs, self.server = sandan, runs, None
        self.folder = tempfile.TemporaryDirectory()
        self.socket = pathlib.Path(self.folder.name) / "runs"

    def __enter__(self):
        if self.runs:
            environment = {**os.environ, "LD_PRELOAD": str(self.runs / "libmany_runs.so"),
                           "MANY_RUNS": str(self.socket), "ASAN_OPTIONS": "verify_asan_link_order=0"}
            self.server = subprocess.Popen([self.sandan], env=environment)
            while not listening(self.socket):
                if self.server.poll() is not None:
                    sys.exit("the server of runs ended")
                time.sleep(0.01)
        return self

    def __exit__(self, *_):
        if self.server:
            self.server.kill()
            self.server.wait()
        self.folder.cleanup()

    def command(self, most_mb=MOST_MB):
        """Words to put before the arguments of the program."""
        return [str(self.runs / "one_run"), str(self.socket), str(most_mb)] if self.runs else [self.sandan]

    def __call__(self, arguments):
        """Exit status (negative: signal), stdout, stderr."""
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            status = subprocess.run([*self.command(), *arguments], stdout=out, stderr=err, check=False,
                                    stdin=subprocess.DEVNULL).returncode
            out.seek(0)
            err.seek(0)
            return status, out.read().decode(errors="replace"), err.read().decode(errors="replace")
