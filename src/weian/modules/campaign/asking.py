"""Who looks at which campaign, and as of which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.http import HttpRequest

from weian.base.clock import day_of
from weian.duty import queries
from weian.modules.campaign.finding import Campaign, campaign_or_404
from weian.subject.envelope import filtering, web
from weian.ui import humane


@dataclass(frozen=True)
class Looked:
    """A campaign as of a day: ``at`` is its last moment, or now for today."""

    campaign: Campaign
    at: datetime
    past: bool

    @property
    def day(self) -> date:
        return day_of(self.at)

    @property
    def on(self) -> str:
        """The day for addresses; "" for today."""
        return "" if self.at == self.campaign.at else self.day.isoformat()

    @property
    def caveat(self) -> str:
        """What a page of another day says of itself."""
        return f"截至 {humane.day(self.at, self.campaign.at)}的情况。" if self.on else ""

    def url(self, page: str = "", **asked: object) -> str:
        """A page of this campaign as of the same day."""
        query = {key: value for key, value in {**asked, "on": self.on}.items() if value}
        return f"{self.campaign.url}{page}{'?' if query else ''}{urlencode(query)}"


def looked(request: HttpRequest, pk: int) -> Looked:
    """From a request; a day that cannot be read is today. Raises NotVisible."""
    person, now = web.asking(request)
    campaign = campaign_or_404(person, pk, now)
    asked = request.GET.get("on", "")
    day = filtering.day(asked)
    if day is not None and not 2000 <= day.year <= 2100:
        day = None
    at, past = queries.moment_of(day, now)
    return Looked(campaign, at, past)
