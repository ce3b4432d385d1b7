"""What a view hands to a template: plain frozen values, no models, no rules.

Every page template of this part takes one context variable, ``page``, of the shape named after
it: ``render(request, "ui/ledger.html", {"page": Ledger(title="隐患台账", ...)})``.
Texts are already Chinese and already decided; a template only lays them out.
"""

from weian.ui.shapes.board import BoardArea, BoardCell, BoardRow, BoardShape, Pager
from weian.ui.shapes.calendar import CalendarDay, CalendarItem, CalendarShape
from weian.ui.shapes.chart import Chart, Mark, Point, Series
from weian.ui.shapes.common import (
    Action,
    Crumb,
    Empty,
    Fact,
    Figure,
    File,
    NavItem,
    Notice,
    Page,
    Photo,
    Section,
    Shell,
    Tab,
    TimelineEntry,
    UnitChoice,
)
from weian.ui.shapes.duty import DutyRow, DutyWhy, Evidence
from weian.ui.shapes.form import ConfirmShape, FormShape, MessageShape
from weian.ui.shapes.ledger import Cell, Chip, Column, Filter, Ledger, Option, Row
from weian.ui.shapes.pack import Became, CompareRow, CompareShape, PackClause, PackShape
from weian.ui.shapes.sheet import CaseShape, RecordShape, StepDot, SubjectShape
from weian.ui.shapes.todo import TodoGroup, TodoItem, TodoPart, TodoShape

__all__ = [
    "Action",
    "Became",
    "BoardArea",
    "BoardCell",
    "BoardRow",
    "BoardShape",
    "CalendarDay",
    "CalendarItem",
    "CalendarShape",
    "CaseShape",
    "Cell",
    "Chart",
    "Chip",
    "Column",
    "CompareRow",
    "CompareShape",
    "ConfirmShape",
    "Crumb",
    "DutyRow",
    "DutyWhy",
    "Empty",
    "Evidence",
    "Fact",
    "Figure",
    "File",
    "Filter",
    "FormShape",
    "Ledger",
    "Mark",
    "MessageShape",
    "NavItem",
    "Notice",
    "Option",
    "PackClause",
    "PackShape",
    "Page",
    "Pager",
    "Photo",
    "Point",
    "RecordShape",
    "Row",
    "Section",
    "Series",
    "Shell",
    "StepDot",
    "SubjectShape",
    "Tab",
    "TimelineEntry",
    "TodoGroup",
    "TodoItem",
    "TodoPart",
    "TodoShape",
    "UnitChoice",
]
