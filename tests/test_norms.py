"""The house style's figures, counted: sizes, names, what domain imports, where files lie."""

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median

from tests.counting import gone

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "desktop"
MODULES = {
    path.relative_to(ROOT): path.read_text(encoding="utf-8")
    for path in sorted(HOUSE.rglob("*.py"))
    if not path.is_relative_to(HOUSE / "store/migrations")  # one a schema change, never edited
}
TREES = {path: ast.parse(text) for path, text in MODULES.items()}
TOP = {
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "desktop",
    "packaging",
    "pyproject.toml",
    "requirements.lock",
    "resources",
    "schemes",
    "tests",
}
# Names that say nothing of the domain, and so collect everything.
VAGUE = {"base", "common", "helper", "helpers", "manager", "misc", "util", "utils"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions() -> Iterator[tuple[str, Function]]:
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, Function):
                yield f"{path}:{node.lineno} {node.name}", node


def length(function: Function) -> int:
    """Lines from `def` to the end; decorators and docstring do not count."""
    assert function.end_lineno
    lines = function.end_lineno - function.lineno + 1
    match function.body[0]:
        case ast.Expr(ast.Constant(str()), end_lineno=int(end)) as docstring:
            return lines - (end - docstring.lineno + 1)
    return lines


def parameters(function: Function) -> int:
    """Every one that a caller may think of, so without self and cls."""
    given = function.args
    names = [arg.arg for arg in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    names += [arg.arg for arg in (given.vararg, given.kwarg) if arg]
    return len([name for name in names if name not in {"self", "cls"}])


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def formats_in(node: ast.AST) -> list[ast.expr]:
    """What a day, or anything else, is formatted by."""
    match node:
        case ast.FormattedValue(format_spec=ast.expr() as spec):
            return [spec]
        case ast.Call(func=ast.Attribute(attr="strftime"), args=args):
            return args
    return []


def over(limit: int, sizes: Iterable[tuple[object, int]]) -> list[str]:
    return [f"{name}: {size}" for name, size in sizes if size > limit]


def test_files_are_short() -> None:
    sizes = {path: len(text.splitlines()) for path, text in MODULES.items()}
    long = over(400, sizes.items())
    assert long == []
    assert median(sizes.values()) <= 150


def test_functions_are_short() -> None:
    sizes = [(name, length(function)) for name, function in functions()]
    long = over(40, sizes)
    assert long == []
    assert median(size for _, size in sizes) <= 8


def test_functions_take_few_parameters() -> None:
    wide = over(5, ((name, parameters(function)) for name, function in functions()))
    assert wide == []


def test_every_module_says_what_belongs_in_it() -> None:
    silent = [str(path) for path, tree in TREES.items() if not ast.get_docstring(tree)]
    assert silent == []


def test_names_are_nouns_of_the_domain() -> None:
    vague = [str(path) for path in MODULES if VAGUE & {*path.with_suffix("").parts}]
    assert vague == []


def test_domain_stands_on_the_standard_library_alone() -> None:
    strangers = [
        f"{path} imports {name}"
        for path, tree in TREES.items()
        if path.is_relative_to("desktop/domain")
        for name in imported(tree)
        if name.split(".")[0] not in sys.stdlib_module_names
        and not f"{name}.".startswith("desktop.domain.")
    ]
    assert strangers == []


def test_days_are_formatted_in_plain_letters() -> None:
    """On Windows `%m月` fails wherever the system's own encoding has no Chinese."""
    formats = [
        (path, ast.unparse(part))
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        for part in formats_in(node)
    ]
    assert formats
    assert [one for one in formats if "%" in one[1] and not one[1].isascii()] == []


def test_no_scheme_is_named_in_code() -> None:
    names = [folder.name.encode() for folder in (ROOT / "schemes").iterdir() if folder.is_dir()]
    assert names
    named = [
        f"{path.relative_to(ROOT)} names {name.decode()}"
        for path in HOUSE.rglob("*")
        if path.is_file() and path.suffix != ".pyc"
        for name in names
        if name in path.read_bytes()
    ]
    assert named == []


def test_the_top_level_is_kept_clear() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607  # as found
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    entries = {line.strip('"').split("/")[0] for line in listed.stdout.splitlines()}
    strangers = sorted(entry for entry in entries - TOP if not entry.startswith("."))
    assert strangers == []


def test_modules_that_count_no_lines_are_there() -> None:
    assert gone() == []
