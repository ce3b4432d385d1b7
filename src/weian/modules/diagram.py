"""The flows as pages for people: ``python -m weian.modules.diagram [FOLDER]`` writes them all.

Needs DJANGO_SETTINGS_MODULE=weian.site.settings, as the kinds are read when Django starts.
Everything on them comes from the tables that the program obeys; a test compares page and table.
"""

import sys
from pathlib import Path
from typing import Final

import django

from weian.case.kinds import KINDS, CaseKind
from weian.core.flow import Step
from weian.org.kinds import ROLES
from weian.org.rights import RIGHTS, holds

FOLDER: Final = Path("docs/flows")
_HEAD = """\
# {title}流程

本页由流程表生成（`python -m weian.modules.diagram`），不要手工修改。

```mermaid
{diagram}
```

## 状态

{states}

## 操作

“到”为空表示办理后状态不变。条件不满足时，系统会说明原因并拒绝办理。

{steps}
"""


def page(kind: CaseKind) -> str:
    """The whole page in Markdown."""
    return _HEAD.format(
        title=kind.title,
        diagram=diagram(kind),
        states=_table(("状态", "标识"), [(t, f"`{k}`") for k, t in kind.flow.states.items()]),
        steps=_table(
            ("操作", "标识", "从", "到", "谁可以办", "必填", "条件"),
            [_opening(kind), *(_row(kind, step) for step in kind.flow.steps)],
        ),
    )


def diagram(kind: CaseKind) -> str:
    """The states and the steps between them in Mermaid; steps that stay are in the table only."""
    flow = kind.flow
    lines = ["stateDiagram-v2", "    direction TB"]
    lines += [f'    state "{title}" as {key}' for key, title in flow.states.items()]
    lines.append(f"    [*] --> {flow.initial} : {kind.opening_title}")
    for step in flow.steps:
        if step.target:
            lines += [f"    {s} --> {step.target} : {step.title}" for s in step.sources]
    lines += [f"    {state} --> [*]" for state in flow.states if state in flow.ends]
    return "\n".join(lines)


def _opening(kind: CaseKind) -> tuple[str, ...]:
    needs = "、".join(f.title for f in kind.fields if f.required)
    start = kind.flow.states[kind.flow.initial]
    who = _who(kind.opening_right)
    return kind.opening_title, f"`{kind.opening_verb}`", "", start, who, needs, ""


def _row(kind: CaseKind, step: Step) -> tuple[str, ...]:
    flow = kind.flow
    titles = {f.key: f.title for f in kind.fields_of(step.verb)}
    required = [f.key for f in kind.fields_of(step.verb) if f.required]
    needs = "、".join(titles[k] for k in dict.fromkeys([*step.needs, *required]))
    sources = "、".join(flow.states[s] for s in step.sources)
    target = flow.states.get(step.target, "")
    rules = "；".join(kind.rules.get(name, name) for name in step.guards)
    return step.title, f"`{step.verb}`", sources, target, _who(step.right), needs, rules


def _who(right: str) -> str:
    return "、".join(ROLES[role].title for role in RIGHTS if holds(role, right))


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def declared() -> list[CaseKind]:
    """The kinds of cases that people take through their steps, in the order of their keys."""
    taken = (kind for _, kind in sorted(KINDS.items()))
    return [k for k in taken if any(step.verb not in k.internal for step in k.flow.steps)]


def main(arguments: list[str]) -> None:
    """Write the pages into the folder named, else to their place in the docs."""
    folder = Path(arguments[0]) if arguments else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for kind in declared():
        (folder / f"{kind.key}.md").write_text(page(kind), encoding="utf-8")


if __name__ == "__main__":
    django.setup()  # reads the declarations of every module
    main(sys.argv[1:])
