"""Passkeys (WebAuthn): whether a browser can use one here, and what it is told to do."""

from __future__ import annotations

import json
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

_BY_NUMBER: Final = (
    "现在是用 IP 地址打开的，浏览器规定通行密钥只能用在域名上。请改用单位的域名（如 https://"
    "weian.单位内网域名/）打开再登记；没有域名的，请信息管理员按部署手册配置，或者改用手机验证器。"
)
_OPEN_LINE: Final = (
    "现在的网址不是 https，浏览器规定通行密钥只能用在加密的网址上。请信息管理员按部署手册启用 https，"
    "或者改用手机验证器。"
)


def host_of(request: HttpRequest) -> str:
    """The name that a passkey belongs to: the host, without its port."""
    return urlsplit(f"//{request.get_host()}").hostname or ""


def why_not(request: HttpRequest) -> str:
    """Why no browser will make or use a passkey at this address; "" if one may."""
    host = host_of(request)
    try:
        ip_address(host)
    except ValueError:
        safe = request.is_secure() or settings.SESSION_COOKIE_SECURE or host == "localhost"
        return "" if safe else _OPEN_LINE
    return _BY_NUMBER


def told(options: Mapping[str, Any]) -> str:
    """What the browser is to ask of the key, as the script of the page reads it."""
    return json.dumps(options["publicKey"])
