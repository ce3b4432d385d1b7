"""Row-level security: which rows of which table the bounds (``weian.base.bounds``) open.

One list. A table is covered, or shared with a reason; ``tests/site/test_row_security.py`` holds the
catalogue of the database against it. See docs/decisions/0013-row-level-security.md for how the bounds
become constants of each statement, and why a plan made for other bounds shows nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from weian.base.bounds import EVERYTHING, NAMES, SETTING

_LEVELS = ("county", "institution", "city", "province")
_NOW = f"coalesce(current_setting('{SETTING}', true), '')"
#: Called IMMUTABLE so that the planner puts the bounds of the moment into the statement, where they
#: are compared, estimated and left out like any constant. ``_FRESH`` holds a plan to its bounds.
FUNCTIONS = {
    "weian_said()": ("text", f"RETURN {_NOW};"),
    "weian_everything()": ("boolean", f"RETURN {_NOW} = '{EVERYTHING}';"),
    "weian_several()": ("boolean", f"RETURN {_NOW} ~ '^(/[0-9]*){{0,4}}/[0-9]+,|,[0-9]+$';"),
    "weian_numbers(place integer)": (
        "bigint[]",
        f"RETURN string_to_array(nullif(split_part({_NOW}, '/', place), ''), ',')::bigint[];",
    ),
    "weian_number(place integer)": (
        "bigint",
        f"""DECLARE part text := split_part({_NOW}, '/', place);
        BEGIN RETURN CASE WHEN part = '' OR strpos(part, ',') > 0 THEN NULL ELSE part::bigint END; END;""",
    ),
}  # fmt: skip
#: Of a plan that was made for other bounds nothing is left. Written so that the planner expects it
#: to hold: its estimates are what lists say of their length.
_FRESH = f"(SELECT nullif(weian_said() = {_NOW}, false)) IS NOT NULL"


def _place(name: str) -> int:
    """Where a list stands in the setting; the part before the first slash is empty."""
    return NAMES.index(name) + 2


def _is(column: str, name: str) -> str:
    """Whether a column is the one number of a list. NULL, and left out, if it has none or several."""
    return f"{column} = weian_number({_place(name)})"


def _among(column: str, name: str) -> str:
    """Whether a column is one of the numbers of a list."""
    return f"{column} = ANY (weian_numbers({_place(name)}))"


def _placed(prefix: str = "", unit: str = "unit_id") -> list[str]:
    """The row lies in the bounds: by level, or by unit for what has no level of its own."""
    columns = {prefix + f"{level}_id": level for level in _LEVELS} | {prefix + unit: "unit"}
    several = " OR ".join(_among(column, level) for column, level in columns.items())
    one = [_is(column, level) for column, level in columns.items()]
    return [*one, _if_several(several)]


def _if_several(terms: str) -> str:
    """Left out unless there are several units of one level, or somebody stands in for another."""
    return f"CASE WHEN weian_several() THEN {terms} END"


def _own(*columns: str) -> list[str]:
    """Of the person, wherever it is."""
    return [_among(column, "person") for column in columns]


def _made(*columns: str) -> list[str]:
    """Of the person, for those who see what they made outside of their units."""
    several = " OR ".join(_among(column, "own") for column in columns)
    return [*(_is(column, "own") for column in columns), _if_several(several)]


def _of_unit(column: str = "unit_id", *, above: bool = False) -> list[str]:
    """For tables that name a unit without its ancestors; ``above``: also of the units above."""
    inside = " OR ".join(_placed("u.", "id"))
    found = [f"EXISTS (SELECT 1 FROM org_unit u WHERE u.id = {column} AND ({inside}))"]
    return [_among(column, "unit"), *([_among(column, "above")] if above else []), *found]


def _with(table: str, column: str) -> list[str]:
    """For parts of a thing: seen with the thing, whose own policy holds within."""
    return [f"EXISTS (SELECT 1 FROM {table} whole WHERE whole.id = {column})"]


#: Records that name the person among the people: what was done with somebody, also elsewhere.
_ABOUT = f"people @> weian_numbers({_place('own')})"


@dataclass(frozen=True)
class Covered:
    """The terms of which one must hold to read a row (``read``) and to write it (``write``).

    ``read`` empty: anybody may read, for the reason in ``open``. ``write`` empty: as for reading.
    """

    read: tuple[str, ...]
    write: tuple[str, ...] = ()
    open: str = ""

    def policies(self, table: str) -> Iterator[str]:
        """The statements that make its policies."""
        write = _any_of(self.write or self.read)
        if not self.open and not self.write:
            yield f"CREATE POLICY bounds ON {table} USING ({write}) WITH CHECK ({write})"
            return
        read = "true" if self.open else _any_of(self.read)
        yield f"CREATE POLICY bounds_read ON {table} FOR SELECT USING ({read})"
        yield f"CREATE POLICY bounds_insert ON {table} FOR INSERT WITH CHECK ({write})"
        yield f"CREATE POLICY bounds_update ON {table} FOR UPDATE USING ({write}) WITH CHECK ({write})"
        yield f"CREATE POLICY bounds_delete ON {table} FOR DELETE USING ({write})"


def _any_of(terms: tuple[str, ...]) -> str:
    return f"{_FRESH} AND ({' OR '.join(('weian_everything()', *terms))})"


def _covered(*terms: list[str], write: list[str] | None = None, open: str = "") -> Covered:
    return Covered(tuple(t for group in terms for t in group), tuple(write or ()), open)


@dataclass(frozen=True)
class Secret:
    """A second wall within the bounds: a row is there for those people alone, whatever their bounds."""

    term: str

    def policy(self, table: str) -> str:
        """Holds besides the bounds, for reading and for writing."""
        term = f"weian_everything() OR {self.term}"
        return f"CREATE POLICY secret ON {table} AS RESTRICTIVE USING ({term}) WITH CHECK ({term})"


_WHO = f"weian_numbers({_place('person')})"
#: Roles that keep or oversee sealed tips, on whatever day: whoever never held one sees not even boxes.
TIP_ROLES = ("commission_leader", "tip_custodian")
_KEEPS_TIPS = (
    f"EXISTS (SELECT 1 FROM org_grant g WHERE g.person_id = ANY ({_WHO})"
    f" AND g.unit_id = office_id AND g.role IN {TIP_ROLES})"
)
SECRET: dict[str, Secret] = {
    "case_case": Secret(f"known_to IS NULL OR known_to && {_WHO}"),
    "modules_sealedtip": Secret(_KEEPS_TIPS),
}

_NAMES = "every signature and address names people and bodies, also those of elsewhere who moved on"
_PUBLIC = "a document binds those below; who sees one of a single house is said by visible_to"

COVERED: dict[str, Covered] = {
    "record_record": _covered(
        _placed(), _made("by_id"), [_ABOUT], write=[*_placed(), *_made("by_id")]
    ),
    "case_case": _covered(_placed(), _made("reporter_id", "assignee_id")),
    "case_casestep": _covered(_made("by_id"), _with("case_case", "case_id")),
    "subject_subject": _covered(_placed(), _made("keeper_id")),
    "subject_once": _covered(_own("actor_id")),
    "base_attachment": _covered(_placed(), _own("uploaded_by_id")),
    "base_event": _covered(_placed(), _own("actor_id")),
    "base_setting": _covered(
        ["unit_id IS NULL"], _of_unit(above=True), write=["unit_id IS NULL", *_of_unit()]
    ),
    "duty_standing": _covered(_placed(), _made("person_id")),
    "duty_standingsum": _covered(_placed()),
    "duty_standingcount": _covered(_placed()),
    "duty_progress": _covered(["unit_id IS NULL"], _placed()),
    "notify_notice": _covered(_own("person_id")),
    "notify_mail": _covered(_own("person_id")),
    "report_frozen": _covered(_with("case_case", "case_id")),
    "report_words": _covered(_with("case_case", "case_id")),
    "report_consolidation": _covered(_placed(), _own("person_id")),
    "report_form": _covered(_placed(), [_among("unit_id", "above")], write=_placed()),
    "modules_tipkey": _covered(_own("person_id"), _of_unit("office_id")),
    "modules_sealedtip": _covered(_of_unit("office_id")),
    "modules_tipopening": _covered(_with("modules_sealedtip", "tip_id")),
    "modules_sealedletter": _covered(_with("modules_sealedtip", "tip_id")),
    "org_unit": _covered(open=_NAMES, write=[*_placed(unit="id"), _among("parent_id", "unit")]),
    "org_person": _covered(open=_NAMES, write=[*_placed(), *_own("id")]),
    "org_appointment": _covered(_own("person_id"), _of_unit(above=True), write=_of_unit()),
    "org_grant": _covered(_own("person_id"), _of_unit(above=True), write=_of_unit()),
    "org_pin": _covered(_own("person_id")),
    "org_delegation": _covered(_placed(), _own("giver_id", "taker_id")),
    "org_fact": _covered(_of_unit(above=True), write=_of_unit()),
    "policy_edition": _covered(open=_PUBLIC, write=_of_unit("issuing_unit_id")),
    "policy_adoption": _covered(open=_PUBLIC, write=_of_unit()),
    "policy_draft": _covered(_own("author_id"), _of_unit()),
    "policy_draftitem": _covered(_with("policy_draft", "draft_id")),
    "site_import": _covered(_own("person_id"), _of_unit()),
    "site_importedrow": _covered(_with("site_import", "source_id")),
    "site_apitoken": _covered(_own("person_id")),
}

_LOGIN = "read before anybody is known, by the login library and by the session's secret key"
_QUEUE = "numbers of jobs, no content; whoever works them says the bounds"
_DJANGO = "of the framework, the same for everybody"
SHARED: dict[str, str] = {
    "base_chainhead": "the last link of the one chain: a number and a hash",
    "base_calendarday": "working days and holidays are the same for everybody",
    "base_counter": "the last number given out, no content",
    "base_bucket": "how often something was done lately, asked before anybody is known",
    "policy_document": "texts of documents, found by the hash of the file alone",
    "django_migrations": _DJANGO,
    "django_content_type": _DJANGO,
    "auth_permission": _DJANGO,
    "auth_group": _DJANGO,
    "auth_group_permissions": _DJANGO,
    "django_session": _LOGIN,
    "usersessions_usersession": _LOGIN,
    "account_emailaddress": _LOGIN,
    "account_emailconfirmation": _LOGIN,
    "axes_accessfailurelog": _LOGIN,
    "axes_accessattempt": _LOGIN,
    "axes_accessattemptexpiration": _LOGIN,
    "axes_accesslog": _LOGIN,
    "mfa_authenticator": _LOGIN,
    "procrastinate_workers": _QUEUE,
    "procrastinate_jobs": _QUEUE,
    "procrastinate_events": _QUEUE,
    "procrastinate_periodic_defers": _QUEUE,
}


def functions() -> Iterator[str]:
    """What the policies read the setting with."""
    for name, (returned, body) in FUNCTIONS.items():
        block = body if body.startswith("DECLARE") else f"BEGIN {body} END;"
        yield (
            f"CREATE OR REPLACE FUNCTION {name} RETURNS {returned} "
            f"LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$ {block} $$"
        )


_POLICIES = (
    "bounds", "bounds_read", "bounds_insert", "bounds_update", "bounds_delete", "secret",
)  # fmt: skip


def statements(tables: frozenset[str]) -> Iterator[str]:
    """What puts the list into force for those of these tables that it covers; again does no harm."""
    for table, covered in COVERED.items():
        if table not in tables:
            continue
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
        for name in _POLICIES:
            yield f"DROP POLICY IF EXISTS {name} ON {table}"
        yield from covered.policies(table)
        if table in SECRET:
            yield SECRET[table].policy(table)


def put_in_force(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """For ``migrations.RunPython``: name it again in a migration when the list has changed."""
    tables = frozenset(editor.connection.introspection.table_names())
    for statement in (*functions(), *statements(tables)):
        editor.execute(statement)
