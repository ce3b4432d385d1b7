"""What a browser says of itself, in a few words people recognise."""

_SYSTEMS = (
    ("HarmonyOS", "鸿蒙"), ("Android", "安卓手机"), ("iPhone", "苹果手机"), ("iPad", "苹果平板"),
    ("Windows", "Windows 电脑"), ("Mac OS", "苹果电脑"), ("Linux", "Linux 电脑"),
)  # fmt: skip
_BROWSERS = (
    ("wxwork", "企业微信"), ("MicroMessenger", "微信"), ("DingTalk", "钉钉"), ("Edg", "Edge 浏览器"),
    ("QQBrowser", "QQ 浏览器"), ("360", "360 浏览器"), ("Firefox", "火狐浏览器"),
    ("Chrome", "Chrome 浏览器"), ("Safari", "Safari 浏览器"),
)  # fmt: skip


def words_for(agent: str) -> str:
    """安卓手机 · 微信; 未知设备 when it says nothing known."""
    found = [
        next((title for mark, title in table if mark in agent), "")
        for table in (_SYSTEMS, _BROWSERS)
    ]
    return " · ".join(filter(None, found)) or "未知设备"
