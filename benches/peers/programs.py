"""The programs that are compared: how each is run, and what its question takes to write."""

import ast
import dataclasses
import importlib.metadata
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


@dataclasses.dataclass(frozen=True)
class Peer:
    """A program that is put the question beside Altai."""

    name: str
    files: tuple  # what its question takes: the first is run
    package: str = ""  # the Python package that it is about
    slower: int = 1  # it plays one path in so many

    def command(self, paths, seed):
        script = self.files[0]
        if script.endswith(".R"):
            start = ["Rscript", "--vanilla", script]
        elif script.endswith(".m"):
            start = ["octave-cli", "--norc", "--quiet", script]
        else:
            start = [sys.executable, script]
        return [*start, "--paths", str(paths), "--seed", str(seed)]

    def version(self):
        """What it is, or None where it is not installed."""
        try:
            if self.package:
                return importlib.metadata.version(self.package)
        except importlib.metadata.PackageNotFoundError:
            return None
        program = self.command(1, 1)[0]
        if shutil.which(program) is None:
            return None
        told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
        return next(word for word in (told.stdout + told.stderr).split() if word[0].isdigit())

    def lines(self):
        return sum(lines(HERE / file) for file in self.files)


PEERS = (
    Peer("NumPy", ("peer_numpy.py",), "numpy"),
    Peer("Numba", ("peer_numba.py",), "numba"),
    Peer("GNU Octave", ("peer_octave.m",), slower=2),
    Peer("R", ("peer_r.R",), slower=4),
    Peer("OpenTURNS", ("peer_openturns.py", "yearly.py"), "openturns", slower=4),
    Peer("squigglepy", ("peer_squigglepy.py", "yearly.py"), "squigglepy", slower=5),
    Peer("mcerp", ("peer_mcerp.py", "yearly.py"), "mcerp", slower=20),
    Peer("probabilit", ("peer_probabilit.py",), "probabilit", slower=10),
    Peer("monaco", ("peer_monaco.py",), "monaco", slower=200),
)


def lines(path):
    """Lines that are neither empty nor comment."""
    text = path.read_text(encoding="utf-8")
    rows = text.splitlines()
    skipped = set()
    if path.suffix == ".py":
        for node in ast.walk(ast.parse(text)):
            documented = isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node)
            if documented:
                skipped.update(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    return sum(1 for at, row in enumerate(rows, 1) if at not in skipped and row.strip() and row.strip()[0] not in "#%")
