#!/usr/bin/env python3
"""Compares `ringtree build` with the least that anybody could do, and with a script.

    run.py --ringtree .build/release/ringtree [--sizes 100 1000 …] [--rounds 5] [--json FILE]

benchmarks/README.md says what each line means. All outputs are compared before anything is timed.
"""

import argparse
import filecmp
import importlib.util
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True

import generate
import pack

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
TEMPLATES = os.path.join(ROOT, "templates")
C_PROGRAMS = ("measure", "write_files", "read_compare", "document", "events")
PEER_LIMIT = 10_000


def main():
    options = arguments()
    with_peer = peer_is_possible()
    os.makedirs(options.work, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="ringtree-bench-", dir=options.work) as work:
        programs = compile_programs(work)
        results = [
            Size(count, os.path.join(work, str(count)), programs, options, with_peer).run()
            for count in options.sizes
        ]
    print_scaling(results)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(report(options, results), file, indent=2)
            file.write("\n")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ringtree", required=True, help="the release binary")
    parser.add_argument("--sizes", type=positive, nargs="+", default=[100, 1000, 10_000, 100_000])
    parser.add_argument("--rounds", type=positive, default=5)
    parser.add_argument(
        "--all", action="store_true", help=f"the Python peer above {PEER_LIMIT} phones too")
    parser.add_argument("--json", metavar="FILE", help="write the figures there")
    parser.add_argument(
        "--work", metavar="DIR", default=os.path.join(ROOT, ".build"),
        help="where to work (default: .build of this repository)")
    options = parser.parse_args()
    options.ringtree = os.path.abspath(options.ringtree)
    if not os.access(options.ringtree, os.X_OK):
        parser.error(f"{options.ringtree} is no program; `swift build -c release` makes it")
    return options


def positive(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def peer_is_possible():
    """Whether PyYAML with libyaml and Jinja2 are installed; says what to do if not."""
    if importlib.util.find_spec("yaml") and importlib.util.find_spec("jinja2"):
        import yaml

        if yaml.__with_libyaml__:
            return True
    print("The Python peer is left out; it needs: apt-get install python3-yaml python3-jinja2")
    return False


def compile_programs(work):
    """Builds the C programs; returns their paths by name."""
    compiler = os.environ.get("CC", "cc")
    libyaml = ["-lyaml"]
    if shutil.which("pkg-config"):
        found = subprocess.run(
            ["pkg-config", "--cflags", "--libs", "yaml-0.1"], capture_output=True, text=True)
        libyaml = found.stdout.split() or libyaml
    paths = {}
    for name in C_PROGRAMS:
        paths[name] = os.path.join(work, name)
        source = os.path.join(HERE, f"{name}.c")
        command = [compiler, "-std=gnu11", "-O2", "-o", paths[name], source, *libyaml]
        if subprocess.run(command).returncode != 0:
            sys.exit("a C compiler and libyaml are needed: apt-get install gcc libyaml-dev")
    return paths


class Size:
    """All competitors at one number of phones."""

    def __init__(self, count, work, programs, options, with_peer):
        self.count = count
        self.work = work
        self.programs = programs
        self.options = options
        self.with_peer = with_peer and (count <= PEER_LIMIT or options.all)
        self.site = generate.generate(count, self.path("site"))
        self.edited = generate.generate(count, self.path("edited"))
        self.edits = 0
        self.samples = {}

    def path(self, *names):
        return os.path.join(self.work, *names)

    def run(self):
        self.prepare()
        self.check()
        for number in range(self.options.rounds):
            progress(f"{self.count} phones: round {number + 1} of {self.options.rounds}")
            for name, prepare, command in self.competitors():
                prepare()
                os.sync()
                self.samples.setdefault(name, []).append(self.measure(command, name))
        progress("")
        shutil.rmtree(self.work)
        result = {"phones": self.count, "bytes": self.bytes, "lines": self.summary()}
        print_table(result)
        return result

    def prepare(self):
        """Builds the trees that competitors read or build upon."""
        progress(f"{self.count} phones: preparing")
        self.must(self.build(self.site, self.path("kept")))
        self.must(self.build(self.edited, self.path("changed")))
        self.tree = self.path("kept", "bench")
        self.packed = self.path("packed")
        files, self.bytes = pack.pack(self.tree, self.packed)
        if files != self.count + 1:
            sys.exit(f"{self.tree} has {files} files instead of {self.count + 1}")

    def check(self):
        """That all write the same bytes, and that a change of one label changes one file."""
        progress(f"{self.count} phones: comparing what they write")
        fresh = self.path("fresh")
        self.must([self.programs["write_files"], self.packed, fresh])
        self.same(fresh, "the C writer")
        self.must([self.programs["read_compare"], self.packed, self.tree])
        if self.with_peer:
            self.empty()
            self.must(self.peer())
            self.same(os.path.join(fresh, "bench"), "the Python peer")
        self.edit()
        self.must(self.build(self.edited, self.path("changed")))
        changed = [
            name for name, _ in pack.files(self.tree)
            if not filecmp.cmp(
                os.path.join(self.tree, name), self.path("changed", "bench", name), shallow=False)
        ]
        if len(changed) != 1:
            sys.exit(f"a changed label changed {len(changed)} files instead of one")

    def same(self, tree, who):
        ours, theirs = ([name for name, _ in pack.files(each)] for each in (self.tree, tree))
        if ours != theirs:
            sys.exit(f"{who} wrote other files: {sorted(set(ours) ^ set(theirs))[:5]}")
        for name in ours:
            files = [os.path.join(each, name) for each in (self.tree, tree)]
            if not filecmp.cmp(*files, shallow=False):
                sys.exit(f"{who} wrote another {name}")

    def competitors(self):
        """Name, what to do before (not timed) and command, in the order of a round."""
        kept, changed, nothing = self.path("kept"), self.path("changed"), lambda: None
        yield "ringtree, fresh", self.empty, self.build(self.site, self.path("fresh"))
        write = [self.programs["write_files"], self.packed, self.path("fresh")]
        yield "C writer", self.empty, write
        if self.with_peer:
            yield "Python peer, fresh", self.empty, self.peer()
        yield "ringtree, nothing changed", nothing, self.build(self.site, kept)
        yield "ringtree, one phone changed", self.edit, self.build(self.edited, changed)
        yield "C reader", nothing, [self.programs["read_compare"], self.packed, self.tree]
        yield "libyaml document tree", nothing, [self.programs["document"], self.site]
        yield "libyaml events", nothing, [self.programs["events"], self.site]

    def build(self, site, out):
        return [self.options.ringtree, "build", site, "-o", out, "--templates", TEMPLATES]

    def peer(self):
        peer = os.path.join(HERE, "peer.py")
        return [sys.executable, peer, self.site, TEMPLATES, self.path("fresh")]

    def empty(self):
        """Makes the folder for fresh builds anew."""
        shutil.rmtree(self.path("fresh"), ignore_errors=True)
        os.makedirs(self.path("fresh"))

    def edit(self):
        """Changes the middle phone's label in place: `Desk 5`, `Dock 5`, `Desk 5`, …"""
        self.edits += 1
        old, new = (b"Desk", b"Dock") if self.edits % 2 else (b"Dock", b"Desk")
        wanted = old + generate.label(self.count // 2)[4:].encode() + b"}"
        with open(self.edited, "r+b") as site:
            offset = 0
            for line in site:
                if line.endswith(wanted + b"\n"):
                    offset += line.index(wanted)
                    break
                offset += len(line)
            else:
                sys.exit(f"{self.edited} has no label {wanted.decode()}")
            site.seek(offset)
            site.write(new)

    def must(self, command):
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode != 0:
            sys.exit(f"{' '.join(command)}\nfailed with {done.returncode}:\n{done.stderr[-4000:]}")

    def measure(self, command, name):
        result = self.path("result")
        subprocess.run(
            [self.programs["measure"], result, *command], stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, check=True)
        with open(result, encoding="ascii") as file:
            wall, user, system, peak, status = file.read().split()
        if status != "0":
            sys.exit(f"{name} failed with {status} while it was timed")
        return {"wall": float(wall), "cpu": float(user) + float(system), "peak": int(peak)}

    def summary(self):
        """The medians of each competitor, and what they are of the floors."""
        lines = {}
        for name, samples in self.samples.items():
            lines[name] = {
                what: statistics.median(sample[what] for sample in samples)
                for what in ("wall", "cpu", "peak")
            }
            lines[name]["samples"] = samples
        for name, line in lines.items():
            line["to C writer"] = line["wall"] / lines["C writer"]["wall"]
            line["to C reader"] = line["wall"] / lines["C reader"]["wall"]
            line["peak to document tree"] = line["peak"] / lines["libyaml document tree"]["peak"]
        return lines


def progress(text):
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def print_table(result):
    print(f"\n{result['phones']:,} phones, {result['bytes'] / 1e6:.1f} MB of files")
    head = f"{'':28}{'wall ms':>10}{'CPU ms':>10}{'peak MiB':>10}"
    print(head + f"{'/ writer':>10}{'/ reader':>10}{'peak / tree':>13}")
    for name, line in result["lines"].items():
        print(
            f"{name:28}{line['wall'] * 1e3:10.1f}{line['cpu'] * 1e3:10.1f}"
            f"{line['peak'] / 1024:10.1f}{line['to C writer']:10.2f}{line['to C reader']:10.2f}"
            f"{line['peak to document tree']:13.2f}")
    sys.stdout.flush()


def print_scaling(results):
    """What one phone costs at the greatest size, against one at a tenth of it."""
    by_size = {result["phones"]: result["lines"]["ringtree, fresh"]["wall"] for result in results}
    for phones, wall in sorted(by_size.items()):
        small = by_size.get(phones // 10)
        if phones == max(by_size) and small:
            each, before = wall / phones * 1e6, small / (phones // 10) * 1e6
            print(
                f"\nA phone in a fresh build: {each:.2f} µs of {phones:,}, {before:.2f} µs of "
                f"{phones // 10:,}: {each / before:.2f} times as much")


def report(options, results):
    version = subprocess.run(
        [options.ringtree, "--version"], capture_output=True, text=True).stdout.strip()
    return {
        "ringtree": version, "machine": platform.platform(), "processors": os.cpu_count(),
        "rounds": options.rounds, "results": results,
    }


if __name__ == "__main__":
    main()
