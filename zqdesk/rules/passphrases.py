"""Which passphrases are guessed first by whoever has copied the data folder: each is refused with its reason.

A guess costs about a tenth of a second on a good machine (Argon2id), so what stands in every list of guesses falls in
minutes: words and keyboard rows with a few digits behind, days, telephone numbers, the account's own name.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from zqdesk.rules.problem import Problem, Refused

SHORTEST = 8
ENOUGH_OF_ITS_OWN = 5
"""So many characters must be left once days, digits at the ends and the names of the account are taken away."""
_ROWS = (
    "1234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "qazwsxedcrfvtgbyhnujm",
    "!@#$%^&*()",
)
_WORDS = frozenset(
    re.findall(
        r"\S+",
        """
        password passwd pass secret letmein welcome login admin administrator root user guest test master super manager
        default computer internet windows system office dragon monkey sunshine princess football baseball shadow
        superman iloveyou trustno one hello freedom whatever starwars michael jordan summer winter spring autumn china
        beijing shandong jinan zhangqiu dibao jiuzhu minzheng shequ jiedao zhengfu minzhengju shehuijiuzhu zqdesk
        gongzuotai woaini woaiwo woaiwojia wodemima mima mimamima koulin kouling nihao woaizhongguo zhongguo zhonghua
        qwer asdf zxcv woshishui caonima laopo baobei xiaoming tianshi xingfu kaixin pingan jiankang facai gongxifacai
        密码 口令 我的密码 我爱你 低保 救助 民政 民政局 街道 社区 政府 工作台 管理员 章丘 济南 山东 中国 你好
        """,
    )
)
_LEET = str.maketrans({"0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"})
_DAY = re.compile(
    r"(?:19|20)\d\d[-./年]?(?:0?[1-9]|1[0-2])[-./月]?(?:0?[1-9]|[12]\d|3[01])日?|\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|1[0-2])[-./月]?(?:[12]\d|3[01]|0[1-9])日?|(?:19|20)\d\d年?"
)


def refuse_weak(passphrase: str, names: Iterable[str] = ()) -> None:
    """Refuse a passphrase that is guessed early (`passphrase.weak`); `names` are those of the account and its owner."""
    reason = weakness(passphrase, names)
    if reason:
        text = f"{reason}可以用几个不相干的词连起来，例如四五个词再加数字。"
        raise Refused(Problem("passphrase.weak", text, "passphrase"))


def weakness(passphrase: str, names: Iterable[str] = ()) -> str:
    """Why a passphrase is weak, as a sentence; empty if it is not."""
    return next(_weaknesses(_folded(passphrase), [_folded(name) for name in names]), "")


def _weaknesses(plain: str, names: Iterable[str]) -> Iterator[str]:
    if len(plain) < SHORTEST:
        yield f"口令至少 {SHORTEST} 位。"
    elif len(set(plain)) < 4 or len(_unit(plain)) < ENOUGH_OF_ITS_OWN:
        yield "口令不能是重复的几个字符。"
    if plain.isdecimal():
        yield "口令不能全是数字：日期、电话、证件号码最先被猜到。"
    if _in_rows(plain):
        yield "口令不能是键盘或字母表上连着的几个键。"
    if _is_word(plain):
        yield "这个口令太常见，是最先被猜到的那些之一。"
    own = plain
    for name in names:
        own = own.replace(name, "") if len(name) > 1 else own
    if own != plain and len(_bare(own)) < ENOUGH_OF_ITS_OWN:
        yield "口令不能只是账号或姓名加几位数字。"
    if _DAY.search(own) and len(_bare(_DAY.sub("", own))) < ENOUGH_OF_ITS_OWN:
        yield "口令不能只是日期加几个字母。"


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _unit(text: str) -> str:
    """The shortest piece whose repetition makes up the text."""
    return next(text[:n] for n in range(1, len(text) + 1) if (text[:n] * len(text))[: len(text)] == text)


def _in_rows(text: str) -> bool:
    """Whether it is made of three or fewer pieces of a row of keys, forward or back, and nothing else."""
    rows = [*_ROWS, *(row[::-1] for row in _ROWS)]
    pieces = 0
    while text:
        longest = max(
            (n for row in rows for n in range(3, len(text) + 1) if text[:n] in row),
            default=len(text) - len(text.lstrip(text[0])),
        )
        pieces += 1
        if longest < 3 or pieces > 3:
            return False
        text = text[longest:]
    return True


def _is_word(text: str) -> bool:
    """A common word or two, with letters written as digits, and digits and signs around it."""
    for written in (text, text.translate(_LEET)):
        for cut in (_bare(written), re.sub(r"[^a-z\u4e00-\u9fff]", "", written)):
            if cut in _WORDS or any(cut[:n] in _WORDS and cut[n:] in _WORDS for n in range(2, len(cut))):
                return True
    return False


def _bare(text: str) -> str:
    """Without digits and signs at its ends."""
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)
