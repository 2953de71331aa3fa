"""Words of Qt's own dialogs that its Chinese translation leaves in English."""

from PySide6.QtCore import QTranslator

WORDS = {
    "&Look in:": "查找范围(&L)：",
    "Look in:": "查找范围：",
    "Files of &type:": "文件类型(&T)：",
    "Files of type:": "文件类型：",
    "Directory:": "文件夹：",
    "&Directory:": "文件夹(&D)：",
    "Find Directory": "选择文件夹",
    "Save As": "另存为",
    "Directories": "文件夹",
    "Date Modified": "修改日期",
    "Kind": "种类",
    "Type": "类型",
    "Size": "大小",
    "Name": "名称",
    "Computer": "此电脑",
    "My Computer": "此电脑",
    "Drive": "磁盘",
    "File": "文件",
    "Folder": "文件夹",
    "Unknown": "未知",
    "Recent Places": "最近的位置",
    "Remove": "移除",
    "Show Details...": "显示详细信息…",
    "Hide Details...": "隐藏详细信息…",
}
CONTEXTS = frozenset(
    {
        "QFileDialog",
        "QFileSystemModel",
        "QAbstractFileIconProvider",
        "QFileIconProvider",
        "QMessageBox",
        "QSidebar",
    }
)


class Untranslated(QTranslator):
    """Asked before Qt's own translation, for these words alone; None leaves the rest to it, "" would not."""

    def translate(
        self,
        context: str,
        source: str,
        disambiguation: str | None = None,  # noqa: ARG002 - Qt's signature
        n: int = -1,  # noqa: ARG002
    ) -> str | None:
        return WORDS.get(source) if context in CONTEXTS else None

    def isEmpty(self) -> bool:
        return False
