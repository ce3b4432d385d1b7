"""The invented frame around the samples."""

from datetime import date

from weian.ui.shapes import Crumb, NavItem, Photo, Shell, UnitChoice

TODAY = date(2026, 9, 28)
NAV = (
    ("todo", "待办", "todo", "7"),
    ("hazards", "隐患", "hazard", "3"),
    ("inspect", "检查巡查", "inspect", ""),
    ("training", "培训演练", "train", ""),
    ("ledger", "台账", "ledger", ""),
    ("report", "上报", "report", "1"),
    ("units", "单位与人员", "unit", ""),
    ("pack", "制度包", "pack", ""),
    ("settings", "设置", "settings", ""),
)
PHOTO = Photo("/static/ui/gallery/photo-1.svg", "二楼东侧走廊")
PHOTO_AFTER = Photo("/static/ui/gallery/photo-2.svg", "整改后")
HOME = Crumb("隐患", "?shape=ledger")


def nav(active: str) -> tuple[NavItem, ...]:
    """The left navigation with one entry lit."""
    return tuple(
        NavItem(title, f"?shape={key}", icon, key == active, badge)
        for key, title, icon, badge in NAV
    )


def shell(on: date) -> Shell:
    """The frame of a clerk who may act for two units."""
    return Shell(
        unit="清河县卫生健康委员会",
        units=(
            UnitChoice("清河县卫生健康委员会", "?", active=True),
            UnitChoice("清河县第一人民医院（三级综合）", "?"),
            UnitChoice("东山镇中心卫生院", "?"),
        ),
        person="周安",
        role="安全办",
        on=on,
        today=TODAY,
        dated=True,
        search_url="?",
        home_url="/ui/gallery/",
        report_url="?shape=form",
        me_url="?shape=message",
        notices_url="?shape=message",
        logout_url="/logout",
        account_links=(
            NavItem("我的资料", "?"),
            NavItem("修改密码", "?"),
            NavItem("登录设备", "?"),
        ),
    )
