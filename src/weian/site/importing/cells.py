"""The cells of a workbook, read in a limited child process: no Django here, so that it starts fast."""

import io
import zipfile
from typing import Any, Final

from python_calamine import CalamineError, CalamineWorkbook

from weian.base.limited import Refused

# 20,000 rows of 30 columns unfold to 133 MB.
_MOST_UNPACKED: Final = 150 * 1024 * 1024


def cells(content: bytes, preferred: str, most_rows: str) -> list[list[Any]]:
    """The rows of the sheet ``preferred``, else of the first; one row more than ``most_rows`` at most.

    Raises Refused for what is no workbook, is locked or is too large.
    """
    _refuse_bombs(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = book.sheet_names
        if not names:
            raise Refused("这个文件里没有工作表。")
        sheet = book.get_sheet_by_name(preferred if preferred in names else names[0])
        return sheet.to_python(skip_empty_area=False, nrows=int(most_rows) + 2)
    except (CalamineError, OSError, ValueError) as error:
        if "password" in str(error).lower():
            raise Refused("这个文件加了密码，打不开。请在 Excel 里取消密码后重新上传。") from None
        raise Refused("打不开这个文件。请用 Excel 或 WPS 另存为 .xlsx 后重新上传。") from None


def _refuse_bombs(content: bytes) -> None:
    if content[:4] != b"PK\x03\x04":
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(info.file_size for info in packed.infolist())
    except zipfile.BadZipFile:
        raise Refused("文件已损坏，请重新保存后上传。") from None
    if unpacked > _MOST_UNPACKED:
        raise Refused("文件展开后过大，请只保留数据表，删去图片和多余的工作表。")
