"""Words of template languages in a template of Word or Excel are words: nothing of them is carried out."""

import base64
import json
import time
import zipfile
from io import BytesIO

import pytest
from docx import Document

from weian.base.limited import Exceeded, Refused, work
from weian.report import templates

MARK = "canary_payload_77"
_CODE = f"__import__('os').system('touch /tmp/{MARK}')"
#: What template languages of Python, Java, PHP, Ruby, .NET and JavaScript would carry out.
PAYLOADS = (
    "{{7*7}}", "{{7*'7'}}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{7*7}", "{{=7*7}}", "[[7*7]]", "@(7*7)", "*{7*7}",
    "{{config}}", "{{self}}", "{{request.application}}", "{{settings.SECRET_KEY}}", "{% debug %}",
    "{{''.__class__.__mro__[1].__subclasses__()}}", "{{().__class__.__bases__[0]}}", "{{x.__init__.__globals__}}",
    "{{cycler.__init__.__globals__.os.popen('id').read()}}", "{{lipsum.__globals__['os'].popen('id').read()}}",
    "{{namespace.__init__.__globals__}}", "{{joiner.__init__.__globals__}}", "{{url_for.__globals__}}",
    f"{{{{ {_CODE} }}}}", f"{{% set x = {_CODE} %}}", "{% for x in range(10**9) %}x{% endfor %}",
    "{% include '/etc/passwd' %}", "{% extends '/etc/passwd' %}", "{% import os %}", "{% load os %}",
    "{{'a'*10**10}}", "{{range(10**10)|list}}", "{{9**9**9**9}}", "{{|attr('__class__')}}", "{{x|safe}}{{y|attr('\\x5f')}}",
    f"<%import os%>${{os.system('touch /tmp/{MARK}')}}", "#set($x=$class.inspect('java.lang.Runtime'))",
    "<#assign ex='freemarker.template.utility.Execute'?new()>${ex('id')}", "{php}system('id');{/php}",
    "{{constructor.constructor('return process')()}}", "{{#with 's' as |string|}}{{/with}}", "{{",
)  # fmt: skip


def letter(text: str) -> bytes:
    """A letter with a line of that text and a place that is as it should be."""
    document = Document()
    document.add_paragraph(text)
    document.add_paragraph("单位：{{单位}}")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def filled(content: bytes, value: str) -> str:
    """The words of the letter with a value put in."""
    head = json.dumps({"media": "docx", "values": {"name:单位": value}}).encode()
    told = templates.filled(head + b"\n" + content)
    packed = zipfile.ZipFile(BytesIO(base64.b64decode(told["file"])))
    return packed.read("word/document.xml").decode()


def test_forty_payloads_and_none_is_carried_out() -> None:
    began, refused = time.monotonic(), 0
    assert len(PAYLOADS) >= 40
    for payload in PAYLOADS:
        try:
            found = templates.places(letter(payload), "docx")
        except Refused:
            refused += 1
        else:
            # Taken as words: no place is made of it but the honest one.
            assert [p["label"] for p in found if p["label"] != "单位"] in (
                [],
                [payload.strip("{} ")],
            ), payload
    seconds = (time.monotonic() - began) / len(PAYLOADS)
    print(
        f"templates: {len(PAYLOADS)} payloads, {refused} refused, 0 carried out; {seconds:.2f} s each"
    )
    assert refused >= 20


@pytest.mark.parametrize("payload", PAYLOADS[:8])
def test_what_people_type_is_put_in_as_it_is(payload: str) -> None:
    words = filled(letter("正文"), payload)
    assert "49" not in words.partition("单位")[2][:200]


def test_the_child_of_templates_is_limited() -> None:
    """The same child as for all uploads; here a template that would unfold to a gigabyte."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"<a>" + b" " * 79_000_000 + b"</a>")
    with pytest.raises((Refused, Exceeded)):
        work("weian.report.templates:places", made.getvalue(), "docx")
