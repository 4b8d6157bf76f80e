"""`sandan serve` as a stranger on the same machine sees it, and as its page does. usage: workbench.py SANDAN SOURCE
Talks HTTP by hand, so that nothing a browser would never send is left out."""
import csv, io, json, os, pathlib, re, signal, socket, subprocess, sys, tempfile, threading

FAULTS = []


def hold(name, true, seen=""):
    print(f"{'ok' if true else 'FAILED'}: {name}{'' if true else ' – ' + str(seen)[:300]}")
    if not true:
        FAULTS.append(name)


class Server:
    def __init__(self, sandan, words):
        self.process = subprocess.Popen([sandan, "serve", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        text=True, env={**os.environ, "SANDAN_LANG": "en"})
        line = self.process.stdout.readline()
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/([0-9a-f]{32})/\n", line)
        if not found:
            sys.exit(f"no address: {line!r} {self.process.stderr.read()}")
        self.port, self.token = int(found[1]), found[2]
        self.origin = f"http://127.0.0.1:{self.port}"

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=60)

    def raw(self, request, more=b""):
        """What comes back for bytes: status and all of it, to the end of the connection."""
        with self.connect() as s:
            try:
                s.sendall(request + more)
            except OSError:
                pass  # refused before it was all sent
            answer = b""
            try:
                while part := s.recv(65536):
                    answer += part
            except OSError:
                pass
        status = re.match(rb"HTTP/1\.\d (\d{3})", answer)
        return int(status[1]) if status else 0, answer

    def ask(self, method, path, body=None, headers=None, token=None):
        all_ = {"Host": f"127.0.0.1:{self.port}", "Connection": "close"}
        if method == "POST":
            all_ |= {"Origin": self.origin, "Content-Type": "application/json", "Content-Length": str(len(body or ""))}
        all_ |= headers or {}
        head = f"{method} {path if path.startswith(('http', '*')) else f'/{self.token if token is None else token}/{path}'} HTTP/1.1\r\n"
        head += "".join(f"{k}: {v}\r\n" for k, v in all_.items() if v is not None)
        return self.raw(head.encode() + b"\r\n" + (body or "").encode())

    def state(self, path="state", body=None):
        status, answer = self.ask("POST" if body is not None else "GET", path, None if body is None else json.dumps(body))
        return status, json.loads(answer.partition(b"\r\n\r\n")[2])

    def end(self, number):
        self.process.send_signal(number)
        return self.process.wait(timeout=120), self.process.stderr.read()


def strangers(server):
    port, token = server.port, server.token
    status, page = server.ask("GET", "")
    head, _, body = page.partition(b"\r\n\r\n")
    hold("the page is given to who knows the token", status == 200 and b"data-live" in body, head)
    for header in (b"Cache-Control: no-store", b"X-Content-Type-Options: nosniff", b"X-Frame-Options: DENY",
                   b"Content-Security-Policy: frame-ancestors 'none'", b"Referrer-Policy: no-referrer",
                   b"Cross-Origin-Resource-Policy: same-origin"):
        hold(f"header {header.decode()}", header in head, head)
    hold("its policy lets it ask its own server only",
         b"default-src 'none'; connect-src 'self'; script-src 'sha256-" in body and b"http://" not in
         body.split(b"<style>")[0].replace(b"http-equiv", b""), body[:400])
    hold("nothing is allowed to other origins", b"access-control" not in head.lower(), head)
    for host in ("evil.com", f"evil.com:{port}", "127.0.0.1", f"127.0.0.1:{port + 1}", f"127.0.0.1.evil.com:{port}",
                 f"127.0.0.1:{port}@evil.com", f"[::1]:{port}", "", None, f"127.0.0.1:{port}, evil.com"):
        status, answer = server.ask("GET", "state", headers={"Host": host})
        hold(f"Host {host!r} is refused", status in (400, 403) and token.encode() not in answer, answer)
    status, _ = server.raw(f"GET /{token}/state HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: evil.com\r\nConnection: close\r\n\r\n".encode())
    hold("two Hosts are refused", status in (400, 403), status)
    hold("localhost is this machine", server.ask("GET", "state", headers={"Host": f"localhost:{port}"})[0] == 200)
    for wrong in ("", "x", token[:-1], token + "0", token[:-1] + ("0" if token[-1] != "0" else "1"), token.upper() + "g"):
        hold(f"token of {len(wrong)} characters is refused", server.ask("GET", "state", token=wrong)[0] == 403)
    hold("no token at all", server.ask("GET", f"http://127.0.0.1:{port}/")[0] == 403)
    for path in ("../../etc/passwd", "%2e%2e/%2e%2e/etc/passwd", "..%2fstate", "/etc/passwd", "//state", "./state",
                 "state/", "State", "st%61te", "state%00", "assignments.csv/../state", "state;x", "state\\", "favicon.ico",
                 "state?file=/etc/passwd", "..", "%", "index.html"):
        status, answer = server.ask("GET", path)
        hold(f"path {path!r} leads nowhere", status == 404 and b"root:" not in answer, answer)
    for target in (f"http://evil.com/{token}/state", f"http://127.0.0.1:{port}/{token}/state", "*"):
        hold(f"target {target[:20]}… leads nowhere", server.ask("GET", target)[0] in (400, 403, 404))
    for method, path in (("POST", ""), ("POST", "state"), ("GET", "assign"), ("GET", "save"), ("PUT", "assign"),
                         ("DELETE", "state"), ("OPTIONS", "assign"), ("HEAD", "state"), ("TRACE", "state"), ("CONNECT", "state"), ("BREW", "state")):
        hold(f"{method} {path!r} is refused", server.ask(method, path, "{}")[0] in (405, 501, 400))


def forgeries(server):
    word = json.dumps({"firm": "F01", "lots": []})
    before = server.state()[1]
    for name, headers in {
            "another Origin": {"Origin": "http://evil.com"}, "Origin null": {"Origin": "null"}, "no Origin": {"Origin": None},
            "Origin of another port": {"Origin": f"http://127.0.0.1:{server.port + 1}"},
            "Origin by https": {"Origin": f"https://127.0.0.1:{server.port}"},
            "Origin localhost for 127.0.0.1": {"Origin": f"http://localhost:{server.port}"},
            "Sec-Fetch-Site cross-site": {"Sec-Fetch-Site": "cross-site"},
            "Sec-Fetch-Site same-site": {"Sec-Fetch-Site": "same-site"}}.items():
        hold(f"a word with {name} is refused", server.ask("POST", "assign", word, headers)[0] == 403)
    for kind in (None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json2"):
        hold(f"a word as {kind} is refused", server.ask("POST", "assign", word, {"Content-Type": kind})[0] == 415)
    hold("reading across sites is refused", server.ask("GET", "state", headers={"Sec-Fetch-Site": "cross-site"})[0] == 403)
    hold("reading from another Origin is refused", server.ask("GET", "state", headers={"Origin": "http://evil.com"})[0] == 403)
    for wrong in ("", "[]", "null", "{", '{"firm":"F01"}', '{"firm":1,"lots":[]}', '{"firm":"F01","lots":[],"path":"/etc/passwd"}',
                  "[" * 60000, '{"firm":"F99","lots":[]}', '{"firm":"F01","lots":["../../etc"]}', '{"firm":"F01","lots":["G-B18-01\\u0000"]}'):
        status, answer = server.ask("POST", "assign", wrong)
        error = json.loads(answer.partition(b"\r\n\r\n")[2])["error"] if status == 409 else {}
        hold(f"the word {wrong[:40]!r} is refused in both languages", bool(error.get("ko") and error.get("en")), answer)
    hold("nothing of that changed anything", server.state()[1] == before)


def floods(server):
    big = 64 * 1024
    hold("a body of 64 KB is read", server.ask("POST", "undo", "{" + " " * (big - 2) + "}")[0] == 409)
    for length in (big + 1, 8 * 1024 * 1024, 2**63, 2**64 + 1):
        status, answer = server.ask("POST", "undo", "{}", {"Content-Length": str(length)})
        hold(f"a body of {length} bytes is refused", status in (400, 411, 413), answer)
    for length in ("-1", "0x10", "1e3", " ", "1, 2"):
        hold(f"length {length!r} is refused", server.ask("POST", "undo", "{}", {"Content-Length": length})[0] in (400, 411))
    hold("a body without length is refused",
         server.ask("POST", "undo", "2\r\n{}\r\n0\r\n\r\n", {"Content-Length": None, "Transfer-Encoding": "chunked"})[0] in (400, 411))
    hold("length and chunks are refused", server.ask("POST", "undo", "0\r\n\r\n", {"Transfer-Encoding": "chunked"})[0] in (400, 411))
    for name, headers in {"one of 9 KB": {"X": "a" * 9000}, "300 small ones": {f"X{i}": "a" * 24 for i in range(300)},
                          "one of 8 MB": {"X": "a" * 8_000_000}}.items():
        status, _ = server.ask("GET", "state", headers=headers)
        hold(f"headers: {name}: refused", status in (431, 400, 413, 0), status)
    status, _ = server.ask("GET", "a" * 100_000)
    hold("a path of 100 KB is refused", status in (414, 431, 400, 0), status)
    for junk in (b"\r\n\r\n", b"\x00" * 100, b"\x16\x03\x01\x02\x00", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"A" * 5000):
        with server.connect() as s:
            s.sendall(junk)
    hold("it lives after all that", server.ask("GET", "state")[0] == 200)


def crowds(server):
    """More connections than are taken, of people who say nothing, and one who says it letter by letter."""
    idle = [server.connect() for _ in range(40)]
    for s in idle[:20]:
        s.sendall(b"GET /")
    dripping = server.connect()
    stop = threading.Event()

    def drip():
        try:
            for byte in b"GET /" + b"x" * 600:
                if stop.wait(0.25):
                    return
                dripping.sendall(bytes([byte]))
        except OSError:
            pass

    thread = threading.Thread(target=drip)
    thread.start()
    status, _ = server.ask("GET", "state")  # waits until the idle ones are sent away
    hold("who asks properly is served although 40 others block", status == 200, status)
    dripping.settimeout(60)
    try:
        gone = dripping.recv(1) == b""
    except OSError:
        gone = True
    hold("who sends a letter now and then is sent away", gone)
    stop.set()
    thread.join()
    for s in [*idle, dripping]:
        s.close()


def session(server, sandan, plan, folder, target):
    _, first = server.state()
    csv_first = server.ask("GET", "assignments.csv")[1].partition(b"\r\n\r\n")[2]
    by_id = {firm["id"]: firm for firm in first["firms"]}
    # The verdicts are those of `site`.
    told = subprocess.run([sandan, "site", plan, "--fail-on", "never"], capture_output=True, text=True, env={**os.environ, "SANDAN_LANG": "en"}).stdout
    cells = {(r["firm_id"], r["site_id"]): r for r in csv.DictReader(io.StringIO(told))}
    tried = []
    for verdict in ("feasible", "conditional", "unknown", "infeasible"):
        some = [pair for pair, row in cells.items() if row["verdict"] == verdict]
        tried += some[:: max(1, len(some) // 15)]
    wrong = []
    for firm, site in tried:
        status, now = server.state("assign", {"firm": firm, "lots": site.split("+")})
        mine = next((f for f in now["firms"] if f["id"] == firm), None) if status == 200 else None
        if mine is None:  # it was there already
            mine = next(f for f in server.state()[1]["firms"] if f["id"] == firm)
        hard = ";".join(dict.fromkeys(f["rule"] for f in mine["findings"] if f["result"] == "FAIL"))
        row = cells[firm, site]
        if mine["verdict"] != row["verdict"] or abs(mine["score"] - float(row["score"] or 0)) > 0.051 or hard != row["failed_rules"]:
            wrong.append((firm, site, mine["verdict"], row["verdict"], hard, row["failed_rules"]))
    verdicts = {cells[pair]["verdict"] for pair in tried}
    hold(f"{len(tried)} verdicts ({', '.join(sorted(verdicts))}) are those of `site`", len(tried) >= 60 and not wrong, wrong)
    while server.state()[1]["undo"]:
        server.state("undo", {})
    hold("undone to the byte", server.ask("GET", "assignments.csv")[1].partition(b"\r\n\r\n")[2] == csv_first)
    # Lock one, move one, place the rest, save.
    server.state("lock", {"firm": "F02", "locked": True})
    status, answer = server.state("assign", {"firm": "F03", "lots": ["G-B24-01"]})
    hold("the lots of a locked firm stay its own", status == 409 and "F02" in answer["error"]["en"], answer)
    status, answer = server.state("optimise", {})
    hold("the optimiser starts", status == 200 and answer["busy"], answer)
    hold("no words meanwhile", server.state("undo", {})[0] in (409, 200))
    while (now := server.state()[1])["busy"]:
        threading.Event().wait(0.2)
    hold("it places more firms", now["totals"]["placed"] > first["totals"]["placed"] and "bound" in str(now["note"]), now["note"])
    hold("the locked firm stays", next(f for f in now["firms"] if f["id"] == "F02")["lots"] == by_id["F02"]["lots"])
    hold("nothing was written yet", not target.exists())
    status, now = server.state("save", {})
    hold("saved where it said", status == 200 and now["saved"] and now["path"] == str(target) and target.exists(), now)
    saved = target.read_bytes()
    hold("what is saved is what is exported", saved == server.ask("GET", "assignments.csv")[1].partition(b"\r\n\r\n")[2])
    copied = folder / "from.csv"
    run = subprocess.run([sandan, "allocate", plan, "--from", str(target), "--time-limit", "60", "-o", str(copied), "--fail-on", "never"], capture_output=True, text=True,
                         env={**os.environ, "SANDAN_LANG": "en"})
    placed = lambda text: {r["firm_id"]: r["parcels"] for r in csv.DictReader(io.StringIO(text)) if r["parcels"]}
    hold("`allocate --from` keeps to it", run.returncode == 0 and placed(copied.read_text()) == placed(saved.decode()), run.stderr[-500:])
    status, page = server.ask("GET", "map.html")
    hold("the map of it can be kept", status == 200 and b"attachment" in page.partition(b"\r\n\r\n")[0] and b"<body>" in page, page[:300])
    status, package = server.ask("GET", "assignments.gpkg")
    hold("the GeoPackage of it, too", status == 200 and package.partition(b"\r\n\r\n")[2].startswith(b"SQLite format 3"), package[:100])
    server.state("undo", {})
    hold("an undone state is not the saved one", not server.state()[1]["saved"])


def checked(sandan, plan, target, folder):
    """The saved file as the plan's assignments: `check` reads it, and finds what the pairs broke."""
    copy = folder / "plan.toml"
    source = pathlib.Path(plan).parent
    text = re.sub(r'path = "(?!/)', f'path = "{source}/', pathlib.Path(plan).read_text())
    copy.write_text(text.replace(f'"{source}/assignments.csv"', f'"{target}"'))
    run = subprocess.run([sandan, "check", str(copy), "--json", "--fail-on", "never"], capture_output=True, text=True)
    findings = json.loads(run.stdout)["findings"] if run.returncode == 0 else []
    hard = [f for f in findings if f["subject"]["layer"] == "assignments" and f["result"] == "FAIL" and f["subject"]["id"].startswith("F02@") is False]
    hold("`check` reads what was saved, and the optimiser's pairs break nothing", run.returncode == 0 and not hard, run.stderr[-300:] + str(hard)[:300])


def main(sandan, source):
    plan = str(pathlib.Path(source, "gis_data/new_complex/plan.toml").resolve())
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        target = folder / "saved.csv"
        server = Server(sandan, [plan, "-o", str(target)])
        try:
            strangers(server)
            forgeries(server)
            floods(server)
            crowds(server)
            session(server, sandan, plan, folder, target)
            checked(sandan, plan, target, folder)
            status, said = server.end(signal.SIGINT)
            hold("Ctrl-C ends it with 0, and tells what was not saved", status == 0 and "not saved" in said, (status, said))
        finally:
            server.process.kill()
        server = Server(sandan, [plan, "-o", str(folder / "new.csv"), "--from", str(target)])
        hold("it begins with what was saved", server.ask("GET", "assignments.csv")[1].partition(b"\r\n\r\n")[2] == target.read_bytes())
        busy = subprocess.run([sandan, "serve", plan, "--port", str(server.port)], capture_output=True, text=True, env={**os.environ, "SANDAN_LANG": "en"})
        hold("a port that is taken is told", busy.returncode == 2 and "--port" in busy.stderr, busy)
        server.state("optimise", {})
        status, said = server.end(signal.SIGTERM)
        hold("SIGTERM ends it with 0 while the optimiser runs", status == 0, (status, said))
        hold("no file is left that nobody asked for", sorted(p.name for p in folder.iterdir()) == ["from.csv", "plan.toml", "saved.csv"],
             list(folder.iterdir()))
    for words, code in (([plan, "-o", str(pathlib.Path(plan).parent / "firms.csv")], 2), (["/nowhere/plan.toml"], 2), ([plan, "--port", "70000"], 2)):
        run = subprocess.run([sandan, "serve", *words], capture_output=True, text=True)
        hold(f"serve {' '.join(words)[-40:]} ends with {code}", run.returncode == code and not run.stdout, run)
    print(f"{len(FAULTS)} faults")
    return bool(FAULTS)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
