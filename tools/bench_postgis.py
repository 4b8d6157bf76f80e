"""PostGIS for bench.py: a throw-away server with the kit's layers loaded and indexed before anything is timed.

psql uses next to nothing, so the server's sessions are counted: the times of the postmaster and of all its children that have
ended, parallel workers, too. Loading and queries are the kit's peers/pg.sh, which looks for the server in pg/ above itself;
a copy of it lies in the temporary folder. Autovacuum is off, so that nothing but the sessions uses time.
"""
import contextlib, os, pathlib, shutil, signal, subprocess, sys, tempfile, threading, time

TASKS = ("T1", "T2a", "T2b", "T3", "T3g", "T4", "T5")
SETTINGS = {"port": 5499, "listen_addresses": "", "fsync": "off", "jit": "off", "autovacuum": "off", "shared_buffers": "1GB", "work_mem": "128MB",
            "maintenance_work_mem": "512MB", "max_wal_size": "2GB"}
BACKGROUND = (b"checkpointer", b"background writer", b"walwriter", b"logical replication", b"stats collector", b"io worker")
AS_OWNER = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}  # the server refuses to run as root


def programs():
    """Folder of initdb and pg_ctl, in PATH or of the newest version Debian has; nothing where they or the clients are missing."""
    installed = sorted(pathlib.Path("/usr/lib/postgresql").glob("[0-9]*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    found = [path for path in (pathlib.Path(shutil.which("initdb") or "").parent, *installed) if (path / "initdb").exists() and (path / "pg_ctl").exists()]
    return found[0].resolve() if found and shutil.which("psql") and shutil.which("shp2pgsql") else None


@contextlib.contextmanager
def server(kit, wanted):
    """A server, or None where it is not wanted, not installed or does not start; stopped and removed at the end, however that comes."""
    binaries = programs() if wanted and (kit / "peers/pg.sh").exists() else None
    if not binaries:
        yield None
        return
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, lambda number, _: sys.exit(128 + number))
    running = Server(binaries, pathlib.Path(tempfile.mkdtemp(prefix="sandan_bench_")), kit)
    try:
        fault = running.start()
        if fault:
            print(f"PostGIS is left out: {fault}", file=sys.stderr)
        yield None if fault else running
    finally:
        with contextlib.suppress(OSError, LookupError):
            running.control("-m", "immediate", "stop")
        shutil.rmtree(running.folder)


class Server:
    def __init__(self, binaries, folder, kit):
        self.binaries, self.folder, self.data, self.script = binaries, folder, folder / "pg/d", folder / "peers/pg.sh"
        for part in ("pg", "peers"):
            (folder / part).mkdir()
        shutil.copyfile(kit / "peers/pg.sh", self.script)

    def start(self):
        """Empty, or why it does not run."""
        try:
            for path in (self.folder, self.folder / "pg"):
                shutil.chown(path, AS_OWNER.get("user", os.geteuid()))
            made = self.call(self.binaries / "initdb", "-D", self.data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
            if made.returncode:
                return made.stderr.strip()
            with open(self.data / "postgresql.conf", "a") as file:
                file.writelines(f"{key} = '{value}'\n" for key, value in (SETTINGS | {"unix_socket_directories": self.folder / "pg"}).items())
            if self.control("-l", self.folder / "pg/log", "start").returncode:
                return (self.folder / "pg/log").read_text().strip()
        except (OSError, LookupError) as fault:
            return str(fault)
        self.pid = int((self.data / "postmaster.pid").read_text().split()[0])
        client = ["psql", "-q", "-h", self.folder / "pg", "-p", str(SETTINGS["port"]), "-U", "postgres"]
        return self.call(*client, "-c", "create extension postgis").stderr.strip()

    def control(self, *words):
        return self.call(self.binaries / "pg_ctl", "-D", self.data, "-w", *words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def call(self, *words, stdout=subprocess.PIPE, stderr=subprocess.PIPE):
        return subprocess.run(words, cwd="/", stdout=stdout, stderr=stderr, text=True, **AS_OWNER)

    def load(self, data):
        subprocess.run(["bash", self.script, "load", data, "all"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def commands(self, task, out):
        return {"PostGIS": f"bash {self.script} run {task} {out}.postgis.csv"} if task in TASKS else {}

    def run(self, measure, command, kit):
        """What `measure` tells of psql, with what the server needed for it."""
        self.wait_until_idle()
        before, peak, ended = self.cpu(), [0], threading.Event()

        def watch():
            while not ended.wait(0.05):
                peak[0] = max(peak[0], sum(self.sessions()) / 1024)

        watcher = threading.Thread(target=watch)
        watcher.start()
        try:
            cpu, wall, memory = measure(command, kit)
            self.wait_until_idle()
        finally:
            ended.set()
            watcher.join()
        return None if cpu is None else cpu + self.cpu() - before, wall, max(memory, peak[0])

    def wait_until_idle(self):
        """The postmaster counts a session when it has ended."""
        limit = time.monotonic() + 10
        while self.sessions() and time.monotonic() < limit:
            time.sleep(0.01)

    def sessions(self):
        """Resident memory, in kB, of every process that serves a client or is about to end."""
        found = []
        for child in pathlib.Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split():
            with contextlib.suppress(OSError):
                if not any(name in pathlib.Path(f"/proc/{child}/cmdline").read_bytes() for name in BACKGROUND):
                    found.append(int(pathlib.Path(f"/proc/{child}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024)
        return found

    def cpu(self):
        fields = pathlib.Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
