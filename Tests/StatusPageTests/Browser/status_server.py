"""Stands in for ringtree's server: the page, its events and phones, out of files of a test."""
import http.server
import pathlib
import re
import threading
import time
import urllib.parse


class StatusServer:
    """Serves the step of a rollout that it is told to be at."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.step = 0
        self.last_step = max(int(path.name.split(".")[0]) for path in self.folder.glob("*.document"))
        # 200, or what the next requests for events are answered with.
        self.events_status = 200
        # Connections of an older number end.
        self.generation = 0
        self.asked_from = []
        owner = self

        class Answer(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *arguments):
                pass

            def do_GET(self):
                try:
                    owner.answer(self)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}/"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def close(self):
        self.generation += 1
        self.http.shutdown()

    def go_to(self, step):
        self.step = step

    def break_connections(self):
        self.generation += 1

    def answer(self, request):
        url = urllib.parse.urlsplit(request.path)
        if url.path == "/":
            headers = [line.split(": ", 1) for line in
                       (self.folder / "headers").read_text().splitlines()]
            return self.send(request, (self.folder / "page.html").read_bytes(), headers)
        if url.path == "/events":
            return self.send_events(request, urllib.parse.parse_qs(url.query))
        phone = re.fullmatch(r"/phones/([0-9a-f]{12})\.json", url.path)
        file = self.folder / f"{self.step}.{phone[1]}.json" if phone else None
        if file and file.exists():
            return self.send(request, file.read_bytes(), [("Content-Type", "application/json")])
        request.send_error(404)

    @staticmethod
    def send(request, body, headers):
        request.send_response(200)
        for name, value in headers:
            request.send_header(name, value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    def send_events(self, request, query):
        if self.events_status != 200:
            return request.send_error(self.events_status)
        since = request.headers.get("Last-Event-ID") or query.get("since", [""])[0]
        self.asked_from.append(since)
        generation = self.generation
        request.send_response(200)
        request.send_header("Content-Type", "text/event-stream")
        request.send_header("Connection", "close")
        request.end_headers()
        request.close_connection = True
        sent = self.step_of(since)
        if sent is None:
            sent = self.step
            request.wfile.write((self.folder / f"{sent}.document").read_bytes())
            request.wfile.flush()
        while generation == self.generation:
            while sent < self.step:
                sent += 1
                request.wfile.write((self.folder / f"{sent}.changes").read_bytes())
                request.wfile.flush()
            time.sleep(0.02)

    def step_of(self, event_id):
        """The step whose last event has this ID."""
        if not event_id:
            return None
        for step in range(self.last_step + 1):
            with open(self.folder / f"{step}.document", "rb") as file:
                if file.readline().decode().strip() == f"id: {event_id}":
                    return step
        return None
