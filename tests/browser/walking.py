"""A hand on the screen: touches things by the words that people read, and counts its taps."""

import os
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

_SHOTS = os.environ.get("WEIAN_SHOTS", "")  # a folder to leave pictures of the walk in


class Hand:
    """One person at one screen; ``taps`` counts what was clicked since the last ``fresh``."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = 0

    def fresh(self) -> None:
        """Begin to count anew."""
        self.taps = 0

    def tap(self, target: Locator) -> None:
        """Click, and count it."""
        target.click()
        self.taps += 1
        self.page.wait_for_load_state()  # scripts must have run, or a question is not asked

    def link(self, name: str, **more: Any) -> None:
        """Follow the first link of that name that is in sight."""
        self.tap(self._visible("link", name, **more))

    def button(self, name: str, **more: Any) -> None:
        """Press the first button of that name that is in sight."""
        self.tap(self._visible("button", name, **more))

    def write(self, label: str, text: str) -> None:
        """Type into the field of that label; typing is no tap."""
        self.page.get_by_label(label).first.fill(text)

    def choose(self, label: str, option: str) -> None:
        """Pick from a list, a long one by typing; one tap."""
        field = self.page.get_by_label(label).first
        if field.get_attribute("role") == "combobox":
            field.fill(option)
            self.page.get_by_role("option", name=option).first.click()
        else:
            field.select_option(label=option)
        self.taps += 1

    def photograph(self, label: str, picture: dict[str, Any]) -> None:
        """Take a picture with the field's camera; one tap."""
        self.page.get_by_label(label).first.set_input_files(picture)  # type: ignore[arg-type]
        self.taps += 1

    def unfold(self, text: str) -> None:
        """Open the part of a long to-do list that holds a text; it is a tap like any other."""
        folded = self.page.locator("details.todo-part:not([open])").filter(has_text=text)
        if folded.count():
            self.tap(folded.first.locator("summary"))

    def says(self, text: str) -> bool:
        """Whether the page shows the text within a moment."""
        self.page.get_by_text(text).first.wait_for(state="visible")
        return True

    def shoot(self, name: str) -> None:
        """Leave a picture, if asked for."""
        if _SHOTS:
            folder = Path(_SHOTS)
            folder.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=folder / f"{name}.png", full_page=True)

    def _visible(self, role: Any, name: str, **more: Any) -> Locator:
        found = self.page.get_by_role(role, name=name, **more)
        return found.locator("visible=true").first
