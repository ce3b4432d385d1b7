"""Read a policy document (.docx, .pdf, .txt, .doc, .wps) and print what it asks; asks no network.

With --score DIR: read the annotated documents and sentences of a folder, print how well they were read.
With --measure: print how long reading takes and how much memory, of FILE or of a text made for it.
"""

import argparse
import json
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml

from weian.policy.drafting.proposing import propose
from weian.policy.reading.compiler import Compiled, Finding, compile_text
from weian.policy.reading.files import Unreadable, read_document, read_file
from weian.policy.reading.fitting import NEEDS, fit
from weian.policy.reading.phrases import score_phrases
from weian.policy.reading.scoring import FIELDS, Score, score
from weian.policy.vocabulary import vocabulary

#: What a reviewer would be shown first: who of the product, what proves it, to whom it applies.
_PROPOSED = ("units", "post", "area", "record", "where", "applies")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE [--json [--all] [--propose]], --score DIR or --measure [FILE]."""
    parser.add_argument(
        "file", type=Path, nargs="?", help="the document (.docx, .pdf, .txt, .doc, .wps)"
    )
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument("--all", action="store_true", help="sentences that ask for nothing too")
    parser.add_argument(
        "--propose", action="store_true", help="with --json: what a reviewer would be shown first"
    )
    parser.add_argument("--measure", action="store_true", help="print time and memory")
    parser.add_argument("--score", type=Path, metavar="DIR", help="a folder of .txt beside .yaml")


def run(args: argparse.Namespace) -> int:
    """Exit with 1 and the reason when the file cannot be read."""
    if args.score is not None:
        return _score(args.score)
    if args.measure:
        return _measure(args.file)
    if args.file is None:
        sys.stderr.write("请给出要读的文件，例如：weian compile 通知.docx\n")
        return 2
    try:
        document = read_file(args.file)
        compiled = compile_text(document.text)
    except Unreadable as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    shown = compiled.findings if args.all else compiled.obligations
    if args.json:
        json.dump(
            [_told(f, args.all, args.propose) for f in shown],
            sys.stdout,
            ensure_ascii=False,
            indent=1,
        )
        sys.stdout.write("\n")
        return 0
    sys.stdout.writelines(f"注意：{note}\n" for note in document.notes)
    _print(compiled, list(shown))
    return 0


def _measure(file: Path | None) -> int:
    try:
        lines: list[str] = import_module("weian.site.bench.documents").measure(file)
    except Unreadable as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


def _told(finding: Finding, everything: bool, proposing: bool) -> dict[str, Any]:
    told = asdict(finding)
    told["cooperating"] = list(finding.cooperating)
    if proposing and not finding.none:
        answers = propose(finding, "commission", vocabulary().evidence or ())
        told["proposed"] = {key: answers[key] for key in _PROPOSED if key in answers}
    if not everything:
        del told["none"]
    return told


def _print(compiled: Compiled, shown: list[Finding]) -> None:
    parts = compiled.parts
    for name, said in (
        ("标题", parts.title),
        ("文号", parts.number),
        ("发文", parts.issuer),
        ("日期", parts.issued),
    ):
        if said:
            sys.stdout.write(f"{name}：{said}\n")
    sys.stdout.writelines(f"层级：{repair}\n" for repair in compiled.tree.repairs)
    for finding in shown:
        if finding.none:
            sys.stdout.write(f"[{finding.clause}] （{finding.none}）{finding.sentence[:40]}\n")
            continue
        when = json.dumps(finding.recurrence, ensure_ascii=False) if finding.recurrence else "—"
        much = json.dumps(finding.threshold, ensure_ascii=False) if finding.threshold else "—"
        fitted = fit(finding.recurrence)
        need = f"  需：{NEEDS[fitted][1]}" if isinstance(fitted, str) else ""
        sys.stdout.write(
            f"[{finding.clause}] {finding.actor or '—'}｜{finding.kind}｜{when}｜{much}"
            f"｜{finding.confidence:.2f}\n    {finding.action}\n{need}\n"
        )
    asked = len(compiled.obligations)
    sys.stdout.write(f"读出 {asked} 项要求，另有 {len(compiled.findings) - asked} 句不是要求。\n")


def _score(folder: Path) -> int:
    """One line for each folder of annotated documents, and for each file of annotated sentences."""
    files = sorted(folder.rglob("*.yaml"))
    notes = [p for p in files if p.with_suffix(".txt").is_file()]
    phrases = [p for p in files if p not in notes and "\nphrases:" in p.read_text("utf-8")]
    if not notes and not phrases:
        sys.stderr.write(f"{folder} 里没有标注文件（与 .txt 同名的 .yaml）。\n")
        return 1
    for group in sorted({path.parent for path in notes}):
        total, count = Score(), 0
        for path in (p for p in notes if p.parent == group):
            asked = yaml.safe_load(path.read_text("utf-8"))["sentences"]
            total.add(score(compile_text(read_document(path.with_suffix(".txt"))), asked))
            count += 1
        rates = "  ".join(f"{name} {total.rate(name):.3f}" for name in FIELDS)
        sys.stdout.write(
            f"{group.name}（{count} 份，{total.found + total.missed} 项）：F1 {total.f1:.3f}  {rates}\n"
        )
    for path in phrases:
        said = yaml.safe_load(path.read_text("utf-8"))
        scored = score_phrases(said["head"], said["phrases"])
        told = (f"{name} {scored.rate(name):.3f}（{n}）" for name, n in scored.asked.items())
        sys.stdout.write(f"{path.parent.name}/{path.stem}：{'  '.join(told)}\n")
    return 0
