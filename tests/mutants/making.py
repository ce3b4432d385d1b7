"""Small wrong changes of the code that decides who sees and may do what.

Of the table of roles: a right taken away, a right too much. Of the modules that decide: a condition turned
round, a filter left out, a scope widened. Everywhere: ``visible_to`` left out, a right not asked for. Of
the steps of a flow and of deadlines: all that, one more in place of a number, minus in place of plus.
"""

import ast
import copy
import random
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from weian.org.rights import RIGHTS

SRC: Final = Path(__file__).parents[2] / "src"
#: Mutated in every way.
DECIDING: Final = (
    "weian.org.rights", "weian.org.querysets", "weian.org.scope", "weian.org.lending", "weian.org.bounds",
    "weian.org.acts.granting", "weian.org.acts.delegating", "weian.case.querysets", "weian.subject.envelope.options",
)  # fmt: skip
#: Who may take which step (transitions), and which day is too late (deadlines).
LAW: Final = (
    "weian.core.flow", "weian.core.hands", "weian.core.cadence", "weian.core.calendar",
    "weian.core.periods", "weian.core.windows",
)  # fmt: skip
#: Of these only what is about seeing and being allowed.
PARTLY: Final = {
    "weian.org.queries": (
        "grants_of", "can", "require", "units_visible", "people_visible", "unit_or_404", "person_or_404",
        "delegation_to", "events_read", "sees_file",
    ),
    "weian.org.models": ("Person.grants_on", "Person.works_on", "Person._fetched", "Grant.gives"),
}  # fmt: skip
_ASKING: Final = frozenset({"require", "right", "may_ask", "check"})
_ANSWERING: Final = frozenset(
    {"can", "may", "may_keep", "may_sign", "may_decide", "anywhere", "sees", "of_the_house"}
)
_NARROWING: Final = frozenset({"visible_to", "restrict"})
_FILTERING: Final = frozenset({"filter", "exclude"})
_WIDER: Final = {
    "unit_id": "institution_id", "institution_id": "county_id", "department_id": "unit_id",
    "county_id": "city_id", "city_id": "province_id",
}  # fmt: skip
_OTHER: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot,
    ast.IsNot: ast.Is, ast.LtE: ast.Lt, ast.Lt: ast.LtE, ast.GtE: ast.Gt, ast.Gt: ast.GtE,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One change: of the table (``role``, ``right``), or of a function (``code`` of its new module)."""

    name: str
    module: str
    function: str
    tree: ast.Module | None = None
    role: str = ""
    right: str = ""
    statement: int = 0  #: which of the function's (see ``probed``)


def mutants(part: str = "all") -> list[Mutant]:
    """All of a part, always in the same order."""
    out = list(_of_table()) if part in ("all", "table") else []
    for path in sorted((SRC / "weian").rglob("*.py")):
        module = ".".join(path.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__")
        if "migrations" in path.parts or path.match("site/bench/*") or path.match("site/demo/*"):
            continue
        if PARTS[part](module):
            out += _of_module(module, path)
    return _told_apart(out)


def _told_apart(found: list[Mutant]) -> list[Mutant]:
    """Two of one sort on one line have a number each."""
    times: Counter[str] = Counter()
    out = []
    for mutant in found:
        times[mutant.name] += 1
        n = times[mutant.name]
        out.append(replace(mutant, name=f"{mutant.name} ({n})") if n > 1 else mutant)
    return out


#: What can be asked for by itself.
PARTS: Final[dict[str, Callable[[str], bool]]] = {
    "all": lambda module: module not in LAW,
    "table": lambda module: False,
    "deciding": lambda module: module in DECIDING or module in PARTLY,
    "elsewhere": lambda module: module not in (*LAW, *DECIDING, *PARTLY),
    "law": lambda module: module in LAW,
}  # fmt: skip


def sample(most: int, seed: int, part: str = "all") -> list[Mutant]:
    """Some of a part of PARTS: of each module as many as its share is."""
    every = mutants(part)
    chance = random.Random(seed)  # the same sample each time
    chosen = set(chance.sample(range(len(every)), min(most, len(every))))
    return [mutant for number, mutant in enumerate(every) if number in chosen]


def _of_table() -> Iterator[Mutant]:
    known = sorted({right for rights in RIGHTS.values() for right in rights})
    for role, rights in RIGHTS.items():
        for right in known:
            held = right in rights
            name = f"rights: {role} {'without' if held else 'with'} {right}"
            yield Mutant(name, "weian.org.rights", "RIGHTS", role=role, right=right)


def _of_module(module: str, path: Path) -> Iterator[Mutant]:
    tree = ast.parse(path.read_text("utf-8"))
    for name, function in _functions(tree):
        law = module in LAW
        whole = law or module in DECIDING or name in PARTLY.get(module, ())
        within = _statements(function)
        for number, node in enumerate(ast.walk(function)):
            if not within.get(node):
                continue  # its decorators and defaults, which are made when the module loads
            counting = _counts(node) if law else iter(())
            for what, change in (*_changes(node, whole=whole), *counting):
                line = getattr(node, "lineno", function.lineno)
                changed = _changed(tree, name, number, change)
                title = f"{module}:{line} {name}: {what}"
                yield Mutant(title, module, name, tree=changed, statement=within[node])


def _statements(function: ast.FunctionDef) -> dict[ast.AST, int]:
    """Each node of a function with the number of the innermost statement it is in; 0 is the function itself."""
    numbers = {node: n for n, node in enumerate(ast.walk(function)) if isinstance(node, ast.stmt)}
    within: dict[ast.AST, int] = {}

    def enter(node: ast.AST, number: int) -> None:
        within[node] = number = numbers.get(node, number)
        for inner in ast.iter_child_nodes(node):
            enter(inner, number)

    enter(function, 0)
    return within


def probed(module: str, names: Collection[str], probe: str) -> ast.Module:
    """A module whose named functions call ``probe(name, number)`` before each of their statements."""
    path = SRC.joinpath(*module.split(".")).with_suffix(".py")
    path = path if path.exists() else SRC.joinpath(*module.split("."), "__init__.py")
    tree = ast.parse(path.read_text("utf-8"))
    for name, function in _functions(tree):
        if name not in names:
            continue
        within = _statements(function)
        for node in list(ast.walk(function)):
            for field, value in ast.iter_fields(node):
                if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
                    setattr(
                        node, field, [s for v in value for s in (_told(probe, name, within[v]), v)]
                    )
    return ast.fix_missing_locations(tree)


def _told(probe: str, name: str, number: int) -> ast.stmt:
    known = [ast.Constant(name), ast.Constant(number)]
    return ast.Expr(ast.Call(ast.Name(probe, ast.Load()), known, []))


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """The functions and methods of a module, those inside of others with them."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    yield f"{node.name}.{inner.name}", inner


def _changed(
    tree: ast.Module, name: str, number: int, change: Callable[[ast.AST], ast.AST]
) -> ast.Module:
    made = copy.deepcopy(tree)
    function = dict(_functions(made))[name]
    target = list(ast.walk(function))[number]
    new = change(target)
    for parent in ast.walk(function):
        for field, value in ast.iter_fields(parent):
            if value is target:
                setattr(parent, field, new)
            elif isinstance(value, list):
                value[:] = [new if item is target else item for item in value]
    return ast.fix_missing_locations(made)


def _changes(node: ast.AST, *, whole: bool) -> Iterator[tuple[str, Callable[[ast.AST], ast.AST]]]:
    """What can be done wrongly to a piece of code."""
    if isinstance(node, ast.Expr) and _called(node.value) in _ASKING:
        yield f"{_called(node.value)}() left out", lambda _: ast.Pass()
    if isinstance(node, ast.Call):
        yield from _calls(node, whole=whole)
    if not whole:
        return
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _OTHER:
        yield "comparison turned round", _turn_round
    if isinstance(node, ast.BoolOp):
        yield "and for or", _and_for_or
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not left out", lambda n: n.operand  # type: ignore[attr-defined]  # a UnaryOp
    if isinstance(node, ast.If):
        yield "condition never", lambda n: _with_test(n, value=False)
        yield "condition always", lambda n: _with_test(n, value=True)
    if isinstance(node, ast.Constant) and node.value in _WIDER:
        wider = _WIDER[str(node.value)]
        yield f"{wider} for {node.value}", lambda _: ast.Constant(wider)


def _counts(node: ast.AST) -> Iterator[tuple[str, Callable[[ast.AST], ast.AST]]]:
    """What can be reckoned wrongly."""
    if isinstance(node, ast.Constant) and type(node.value) is int:
        more = node.value + 1
        yield f"{more} for {node.value}", lambda _: ast.Constant(more)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        other: ast.operator = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
        yield "minus for plus", lambda n: ast.BinOp(n.left, other, n.right)  # type: ignore[attr-defined]  # a BinOp


def _calls(node: ast.Call, *, whole: bool) -> Iterator[tuple[str, Callable[[ast.AST], ast.AST]]]:
    name = _called(node)
    if name in _NARROWING and isinstance(node.func, ast.Attribute):
        if name == "visible_to" and not isinstance(node.func.value, ast.Call):  # not super()
            yield "visible_to() left out", lambda n: n.func.value  # type: ignore[attr-defined]  # a Call
            if any(k.arg == "right" for k in node.keywords):
                yield "visible_to() of any reader", _of_any_reader
    elif name == "restrict":
        yield "restrict() left out", lambda n: n.args[0]  # type: ignore[attr-defined]  # a Call
    if name in _ANSWERING:
        yield f"{name}() always", lambda _: ast.Constant(value=True)
    if whole and name in _FILTERING and isinstance(node.func, ast.Attribute):
        yield f"{name}() left out", lambda n: n.func.value  # type: ignore[attr-defined]  # a Call
    if whole and name in ("any", "all"):
        yield "any for all", _any_for_all


def _called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "attr", "") or getattr(node.func, "id", "")


def _turn_round(node: ast.AST) -> ast.AST:
    assert isinstance(node, ast.Compare)
    return ast.Compare(node.left, [_OTHER[type(node.ops[0])]()], node.comparators)


def _and_for_or(node: ast.AST) -> ast.AST:
    assert isinstance(node, ast.BoolOp)
    return ast.BoolOp(ast.And() if isinstance(node.op, ast.Or) else ast.Or(), node.values)


def _with_test(node: ast.AST, *, value: bool) -> ast.AST:
    assert isinstance(node, ast.If)
    return ast.If(ast.Constant(value), node.body, node.orelse)


def _of_any_reader(node: ast.AST) -> ast.AST:
    assert isinstance(node, ast.Call)
    return ast.Call(node.func, node.args, [k for k in node.keywords if k.arg != "right"])


def _any_for_all(node: ast.AST) -> ast.AST:
    assert isinstance(node, ast.Call)
    other = {"any": "all", "all": "any"}[_called(node)]
    return ast.Call(ast.Name(other, ast.Load()), node.args, node.keywords)
