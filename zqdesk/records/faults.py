"""Known faults of the machine, as sentences: what happened, what is safe, what to do."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError


@dataclass(eq=False)  # not frozen: an exception on its way is given its traceback
class Known(Exception):  # noqa: N818 - the environment's fault, not an error of ours
    """A fault we know: `code` is stable, the three sentences are for the clerk, `detail` for the log."""

    code: str
    happened: str
    safe: str
    todo: str
    detail: str = ""

    def __str__(self) -> str:
        return self.code


_BY_NUMBER = {
    errno.ENOSPC: "disk.full",
    errno.EDQUOT: "disk.full",
    errno.EACCES: "disk.read_only",
    errno.EPERM: "disk.read_only",
    errno.EROFS: "disk.read_only",
    errno.EIO: "disk.io",
    errno.EFBIG: "disk.io",
    errno.ENOMEM: "memory.full",
    errno.ENOLCK: "disk.no_locks",
    errno.EOPNOTSUPP: "disk.no_locks",
    errno.ENOSYS: "disk.no_locks",
    errno.EMFILE: "files.many",
    errno.ENFILE: "files.many",
}
_OF_PATHS = {
    errno.ENOENT: ("path.missing", "找不到“{}”。"),
    errno.ENOTDIR: ("path.not_folder", "“{}”不在一个文件夹里：路径中间有一段是文件。"),
    errno.EEXIST: ("path.taken", "“{}”已经存在，不能用作文件夹。"),
    errno.EISDIR: ("path.folder", "“{}”是文件夹，不是文件。"),
    errno.ENAMETOOLONG: ("path.too_long", "“{}”名称太长。"),
    errno.EINVAL: ("path.name", "“{}”名称里有这块磁盘不允许的字符。"),
    errno.ELOOP: ("path.missing", "“{}”是指向自身的链接，打不开。"),
    errno.EACCES: ("disk.read_only", "没有权限读写“{}”，或它正被别的程序打开。"),
    errno.EPERM: ("disk.read_only", "没有权限读写“{}”。"),
    errno.EROFS: ("disk.read_only", "“{}”所在的磁盘是只读的。"),
    errno.EBUSY: ("path.busy", "“{}”正被别的程序占用。"),
    **dict.fromkeys(
        (
            *(errno.ENXIO, errno.ENODEV, errno.ESTALE, errno.ENOTCONN, errno.ETIMEDOUT),
            *(errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ECONNREFUSED),
        ),
        ("path.gone", "“{}”所在的磁盘或网络位置没有接好。"),
    ),
}
"""What the file system says against a path. Whatever path a person may choose, this is where it is understood."""
LONGEST_PATH = 100
"""More of it is not read in a sentence."""
_CHOOSE = "请检查这个位置的磁盘是否接好、权限是否正确，或换一个位置再试。"
_SAFE = "此前已保存的内容都完好。"
_KEPT = "每天的备份没有受影响；原文件会保留，不会被覆盖。"
"""Of a file that is damaged nobody can say that all in it is sound."""
_HURT = frozenset({"database.unreadable", "database.damaged"})
_SENTENCES = (
    (
        "disk is full",
        "disk.full",
        "磁盘已满，刚才的内容没有保存。",
        "请清理磁盘空间后再保存一次，录入的内容还在窗口里。",
    ),
    (
        "readonly",
        "disk.read_only",
        "数据文件是只读的，无法保存。",
        "请联系管理员检查数据文件夹的权限，或换到可写的磁盘。",
    ),
    (
        "database is locked",
        "database.locked",
        "另一个操作正在占用数据库。",
        "请稍等几秒后重试；如反复出现，请重新启动本程序。",
    ),
    (
        "unable to open",
        "database.unopenable",
        "数据文件打不开。",
        "请检查数据文件夹所在的磁盘是否已连接、权限是否正确。",
    ),
    (
        "file is not a database",
        "database.unreadable",
        "数据文件无法解读：文件已损坏，或密钥不符。",
        "请从备份恢复。",
    ),
    (
        "malformed",
        "database.damaged",
        "数据文件已损坏。",
        "请不要继续录入，从备份恢复。",
    ),
    (
        "vtable constructor failed",  # a damaged page of the search index
        "database.damaged",
        "数据文件已损坏。",
        "请不要继续录入，从备份恢复。",
    ),
    ("out of memory", "memory.full", "内存不足，刚才的操作没有完成。", "请关闭其他程序后重试。"),
    (
        "no locks",  # of the file system; SQLite says "locking protocol"
        "disk.no_locks",
        "这个文件夹所在的磁盘不支持文件锁，不能保证同时只有一个程序在用。",
        "请把数据文件夹放到本机的磁盘上。",
    ),
    (
        "locking protocol",
        "disk.no_locks",
        "数据文件夹所在的磁盘不支持文件锁。",
        "请把数据文件夹放到本机的磁盘上。",
    ),
    ("too many files", "files.many", "同时打开的文件太多。", "请关闭其他程序，然后重新启动本程序。"),
    ("disk i/o error", "disk.io", "读写磁盘时出错。", "请检查磁盘是否已拔出或损坏，然后重新启动本程序。"),
)


@contextmanager
def told() -> Iterator[None]:
    """Within this, a fault of the machine leaves as a `Known`; bugs and refusals leave as they are."""
    try:
        yield
    except Exception as error:
        known = translate(error)
        if known is None or known is error:
            raise
        raise known from error


def translate(error: BaseException) -> Known | None:
    """The known fault behind an exception of the database or the file system, or None: then it is our bug."""
    if isinstance(error, Known):
        return error
    if isinstance(error, MemoryError):
        error = OSError(errno.ENOMEM, "")
    if isinstance(error, OSError):
        return _of_file_system(error)
    if not isinstance(error, DBAPIError) and type(error).__module__.partition(".")[0] != "sqlcipher3":
        return None
    said = str(getattr(error, "orig", None) or error).lower()  # the statement around it quotes records
    for needle, code, happened, todo in _SENTENCES:
        if needle in said:
            return Known(code, happened, _KEPT if code in _HURT else _SAFE, todo, type(error).__name__)
    return None


def ours() -> Known:
    """What a page is told that waited for work in which a bug of ours came up."""
    return Known(
        "program.bug", "软件自身出了错，刚才的操作没有完成。", _SAFE, "请重试；如反复出现，请告诉管理员。"
    )


def _of_file_system(error: OSError) -> Known | None:
    number, detail = error.errno or 0, f"errno {error.errno}"
    if isinstance(error.filename, str) and number in _OF_PATHS:
        code, happened = _OF_PATHS[number]
        return Known(code, happened.format(_named(error.filename)), _SAFE, _CHOOSE, detail)
    # A text is found by its code, so that the same fault reads the same from the database and from a file.
    code = _BY_NUMBER.get(number, "")
    sentence = next((each for each in _SENTENCES if each[1] == code), None)
    if sentence is None:
        return None
    return Known(sentence[1], sentence[2], _SAFE, sentence[3], detail)


def _named(path: str) -> str:
    """A path as the person knows it: a file being written by its own name, a long one by its end."""
    path = path.removesuffix(".part")
    return path if len(path) <= LONGEST_PATH else f"…{path[-LONGEST_PATH:]}"
