"""What changes units and people; each verb is one function, one transaction, one event.

``actor`` None is the system itself: the command line and the demo.
"""

from weian.base.verbs import name_verbs
from weian.org.acts.accounts import (
    add_second_factor,
    change_password,
    create_login,
    declare_external_id,
    end_sessions,
    new_recovery_codes,
    open_accounts,
    remove_second_factor,
    reset_password,
    reset_second_factor,
    unlock_login,
)
from weian.org.acts.batch import Engagement, UnitSeed, appoint_batch, declare_batch, load_tree
from weian.org.acts.delegating import begin_acting, delegate, end_delegation, lendable
from weian.org.acts.facts import declare_fact, declare_facts
from weian.org.acts.granting import roles_offered
from weian.org.acts.logins import logged_in, logged_out, login_refused, proved
from weian.org.acts.people import appoint, end_appointment, end_grant, keep_person, leave
from weian.org.acts.pins import drop_pin, forgive, has_pin, make_pin, try_pin
from weian.org.acts.rosters import (
    PersonDraft,
    UnitDraft,
    appoint_people,
    keep_units,
    look_over_people,
    look_over_units,
)
from weian.org.acts.settings import keep_setting, reset_setting
from weian.org.acts.units import close_unit, keep_unit
from weian.org.acts.workdays import change_day, import_year

SYSTEM = None

name_verbs(
    {
        "unit.keep": "登记单位",
        "fact.declare": "申报情况",
        "person.appoint": "任命",
        "person.keep": "更正人员信息",
        "person.end_post": "结束岗位",
        "person.end_role": "收回角色",
        "person.leave": "登记离开",
        "person.make_pin": "设置当班 PIN",
        "person.drop_pin": "停用当班 PIN",
        "person.create_login": "开通账号",
        "person.reset_password": "重置密码",
        "person.change_password": "修改密码",
        "person.end_sessions": "结束全部登录",
        "person.external": "登记统一认证账号",
        "person.unlock": "解除登录锁定",
        "person.add_factor": "开通二次验证",
        "person.remove_factor": "停用二次验证",
        "person.reset_factor": "重置二次验证",
        "person.new_codes": "更换备用码",
        "account.login": "登录",
        "account.logout": "退出登录",
        "account.prove": "重新验证本人",
        "account.refuse": "登录未成功",
        "delegation.give": "委托代办",
        "delegation.end": "结束委托",
        "delegation.act": "开始代办",
        "trace.view": "查阅涉密留痕",
        "calendar.change": "修改工作日历",
        "calendar.import": "导入工作日历",
        "setting.keep": "修改设置",
    }
)

__all__ = [
    "SYSTEM",
    "Engagement",
    "PersonDraft",
    "UnitDraft",
    "UnitSeed",
    "add_second_factor",
    "appoint",
    "appoint_batch",
    "appoint_people",
    "begin_acting",
    "change_day",
    "change_password",
    "close_unit",
    "create_login",
    "declare_batch",
    "declare_external_id",
    "declare_fact",
    "declare_facts",
    "delegate",
    "drop_pin",
    "end_appointment",
    "end_delegation",
    "end_grant",
    "end_sessions",
    "forgive",
    "has_pin",
    "import_year",
    "keep_person",
    "keep_setting",
    "keep_unit",
    "keep_units",
    "leave",
    "lendable",
    "load_tree",
    "logged_in",
    "logged_out",
    "login_refused",
    "look_over_people",
    "look_over_units",
    "make_pin",
    "new_recovery_codes",
    "open_accounts",
    "proved",
    "remove_second_factor",
    "reset_password",
    "reset_second_factor",
    "reset_setting",
    "roles_offered",
    "try_pin",
    "unlock_login",
]
