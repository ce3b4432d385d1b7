"""Pinyin of names: initials to search by and syllables to sort by."""

import re
import unicodedata

from pypinyin import lazy_pinyin

# Characters that are read otherwise when they are a surname.
_SURNAMES = {
    "曾": "zeng", "单": "shan", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "盖": "ge",
    "任": "ren", "朴": "piao", "翟": "zhai", "覃": "qin", "缪": "miao", "乐": "yue", "种": "chong",
    "召": "shao", "秘": "bi", "冼": "xian", "员": "yun", "宓": "mi", "逄": "pang", "折": "she",
    "繁": "po", "黑": "he", "盛": "sheng", "车": "che", "柏": "bai", "石": "shi", "卜": "bu",
    "燕": "yan", "华": "hua", "纪": "ji", "葛": "ge", "阚": "kan", "隗": "wei", "褚": "chu",
    "那": "na", "能": "nai", "宁": "ning", "洗": "xian", "晁": "chao", "长": "chang", "重": "chong",
    "沈": "shen", "应": "ying", "於": "yu", "喻": "yu", "牟": "mu", "谌": "chen", "尹": "yin",
    "贾": "jia", "尉": "wei", "相": "xiang", "过": "guo", "哈": "ha", "祭": "zhai", "佴": "nai",
    "郗": "xi", "郇": "xun", "行": "xing", "曲": "qu", "都": "du", "薄": "bo", "余": "yu",
}  # fmt: skip
_DOUBLE = {
    "尉迟": "yu chi", "万俟": "mo qi", "长孙": "zhang sun", "澹台": "tan tai", "令狐": "ling hu",
    "单于": "chan yu", "皇甫": "huang fu", "宇文": "yu wen", "鲜于": "xian yu", "濮阳": "pu yang",
}  # fmt: skip
# Words in names of places and institutions whose reading the commonest one would miss.
_WORDS = {
    "长沙": "chang sha", "长春": "chang chun", "长安": "chang an", "长江": "chang jiang",
    "长乐": "chang le", "长阳": "chang yang", "长寿": "chang shou", "长葛": "chang ge",
    "长垣": "chang yuan", "长兴": "chang xing", "长岭": "chang ling", "长丰": "chang feng",
    "长白": "chang bai", "长虹": "chang hong", "重庆": "chong qing", "重阳": "chong yang",
    "厦门": "xia men", "六安": "lu an", "六合": "lu he", "蚌埠": "beng bu", "乐清": "yue qing",
    "单县": "shan xian", "莘县": "shen xian", "丽水": "li shui", "台州": "tai zhou",
    "大埔": "da bu", "番禺": "pan yu", "繁峙": "fan shi", "洪洞": "hong tong", "铅山": "yan shan",
    "歙县": "she xian", "涡阳": "guo yang", "济南": "ji nan", "济宁": "ji ning", "都匀": "du yun",
    "朝阳": "chao yang", "中长": "zhong chang", "银行": "yin hang", "行业": "hang ye",
    "重症": "zhong zheng", "会计": "kuai ji", "大夫": "dai fu", "血液": "xue ye", "供血": "gong xue",
    "血站": "xue zhan", "校验": "jiao yan", "调度": "diao du", "调剂": "tiao ji", "乐安": "le an",
    "行政": "xing zheng", "银杏": "yin xing", "朝天": "chao tian", "曾都": "zeng du",
}  # fmt: skip
_WORD = re.compile("|".join(_WORDS))


def syllables(name: str, *, person: bool = False) -> list[str]:
    """The reading of a name, one entry per character; runs of Latin letters and digits stay whole."""
    text = unicodedata.normalize("NFKC", name).lower()
    head: list[str] = []
    if person and text[:2] in _DOUBLE:
        head, text = _DOUBLE[text[:2]].split(), text[2:]
    elif text[:1] in _SURNAMES and (person or text[1:2] == "家"):  # 曾家镇, named for a family
        head, text = [_SURNAMES[text[0]]], text[1:]
    return head + _read(text)


def _read(text: str) -> list[str]:
    out: list[str] = []
    at = 0
    for word in _WORD.finditer(text):
        out += _plain(text[at : word.start()]) + _WORDS[word.group()].split()
        at = word.end()
    return out + _plain(text[at:])


def _plain(text: str) -> list[str]:
    parts = " ".join(lazy_pinyin(text))  # what has no reading comes back as it was
    return re.findall(r"[a-z0-9]+", parts)


def initials(name: str, *, person: bool = False) -> str:
    """First letters: "中医医院" is "zyyy", person "曾小红" is "zxh"."""
    return "".join(part if part.isdigit() else part[0] for part in syllables(name, person=person))


def sort_key(name: str, *, person: bool = False) -> str:
    """Syllables with blanks between, so that 李 comes before 林 and both before 凌云."""
    return " ".join(syllables(name, person=person))
