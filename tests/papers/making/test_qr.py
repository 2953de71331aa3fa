"""The QR pattern is reportlab's own, to the module: papers issued before are drawn again as they were."""

from hypothesis import given
from hypothesis import strategies as st
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from zqdesk.papers.making.qr import dark_rows


@given(
    st.from_regex(r"[A-Z0-9]{5}-[A-Z0-9]{5}", fullmatch=True) | st.text("0aZ-测试", min_size=1, max_size=60)
)
def test_the_mask_is_chosen_as_reportlab_chooses_it(code: str) -> None:
    theirs = QRCode(None, QRErrorCorrectLevel.M)
    theirs.addData(code)
    theirs.make()
    ours = [{start + n for start, length in row for n in range(length)} for row in dark_rows(code)]
    assert ours == [{column for column, dark in enumerate(row) if dark} for row in theirs.modules]
