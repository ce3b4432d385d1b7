"""Numbers of cases in a text are links; everything else stays text."""

from weian.ui.templatetags.ui import numbered


def test_numbers_are_links_and_markup_stays_text() -> None:
    shown = numbered("<b>喷淋瘫痪（YH2026-00285），见ZY2026-00004</b>")
    assert shown == (
        '&lt;b&gt;喷淋瘫痪（<a href="/search/?q=YH2026-00285">YH2026-00285</a>），'
        '见<a href="/search/?q=ZY2026-00004">ZY2026-00004</a>&lt;/b&gt;'
    )


def test_what_only_resembles_a_number_is_none() -> None:
    for text in ("GB50444-2008", "YH2026-002851", "AYHQX2026-00285", "2026-00285", "—"):
        assert numbered(text) == text
