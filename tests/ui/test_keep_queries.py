"""Links and small forms that change one parameter and keep the others."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory


def render(source: str, query: str) -> str:
    context = Context({"request": RequestFactory().get(f"/x?{query}")})
    return Template("{% load ui %}" + source).render(context)


@pytest.mark.parametrize(
    ("query", "link"),
    [
        ("", "?state=open"),
        ("unit=3&state=late", "?unit=3&amp;state=open"),
        ("cursor=abc&unit=3", "?unit=3&amp;state=open"),
        ("q=%E7%94%B5%26", "?q=%E7%94%B5%26&amp;state=open"),
    ],
)
def test_a_choice_replaces_itself_and_goes_back_to_the_first_page(query: str, link: str) -> None:
    assert render("{% query_with 'state' 'open' %}", query) == link


def test_an_empty_choice_is_taken_away() -> None:
    assert render("{% query_with 'state' '' %}", "state=open&unit=3") == "?unit=3"


def test_hidden_fields_keep_the_rest_escaped() -> None:
    html = render("{% query_kept 'q' %}", "q=1&unit=%22%3E%3Cb%3E&cursor=2")
    assert html == '<input type="hidden" name="unit" value="&quot;&gt;&lt;b&gt;">'


def test_without_a_request_there_is_nothing_to_keep() -> None:
    assert Template("{% load ui %}{% query_with 'a' 'b' %}").render(Context()) == "?a=b"
