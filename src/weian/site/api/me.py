"""Who the program acts for."""

from datetime import date

from django.http import HttpRequest
from ninja import Router, Schema

from weian.org import queries as org
from weian.org.kinds import POSTS, ROLES
from weian.org.rights import RIGHTS, lends
from weian.site.api.common import asking, says
from weian.site.api.shapes import Ref, unit_ref

router = Router()


class GrantOut(Schema):
    """A role on a unit and all below it."""

    role: str
    title: str
    unit: Ref | None
    since: date
    until: date | None
    rights: list[str]


class PostOut(Schema):
    """A post that one holds."""

    post: str
    title: str
    unit: Ref | None
    department: Ref | None


class MeOut(Schema):
    """Oneself."""

    id: int
    name: str
    unit: Ref | None
    department: Ref | None
    grants: list[GrantOut]
    posts: list[PostOut]


@router.get("", **says("getMe", "我是谁、有哪些权限", MeOut))
def show(request: HttpRequest) -> MeOut:
    """The person, their grants and posts."""
    person, at = asking(request)
    grants = [
        GrantOut(
            role=g.role, title=ROLES[g.role].title, unit=unit_ref(g.unit), since=g.since,
            until=g.until, rights=sorted(r for r in RIGHTS[g.role] if not g.lent or lends(r)),
        )
        for g in org.grants_of(person, at)
    ]  # fmt: skip
    posts = [
        PostOut(
            post=p.post, title=POSTS[p.post], unit=unit_ref(p.unit),
            department=unit_ref(p.department),
        )
        for p in org.posts_of(person, at)
    ]  # fmt: skip
    return MeOut(
        id=person.pk, name=person.name, unit=unit_ref(person.unit),
        department=unit_ref(person.department), grants=grants, posts=posts,
    )  # fmt: skip
