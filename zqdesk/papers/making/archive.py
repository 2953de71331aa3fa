"""What makes a PDF fit for an archive (PDF/A-2b, ISO 19005-2): metadata, colours, and streams that end as the norm says."""

from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFArray, PDFCatalog, PDFDictionary, PDFName, PDFStream, PDFString

from zqdesk.paths import shipped

VERSION = (1, 7)
PRODUCER = "zqdesk"
MADE = "2000-01-01T00:00:00+00:00"
"""The day that stands in every paper: the clock must not change its bytes; on which day it was issued it says itself."""
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmp:CreateDate>{made}</xmp:CreateDate>
<xmp:ModifyDate>{made}</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


class _Catalog(PDFCatalog):  # type: ignore[misc]  # without types
    """reportlab's knows no output intents."""

    __NoDefault__ = (*PDFCatalog.__NoDefault__, "OutputIntents")
    __Refs__ = PDFCatalog.__Refs__


def prepare(document: Any, title: str) -> None:
    """Tell reportlab's document what an archive asks for; before it is written."""
    _ending_lines()
    catalog = document.Catalog
    catalog.__class__ = _Catalog
    catalog.Lang = PDFString("zh-CN")
    catalog.Metadata = _metadata(title)
    profile = PDFStream(PDFDictionary({"N": 3}), _profile())
    intent = {
        "Type": PDFName("OutputIntent"),
        "S": PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": PDFString("sRGB"),
        "Info": PDFString("sRGB IEC61966-2.1"),
        "DestOutputProfile": document.Reference(profile),
    }
    catalog.OutputIntents = PDFArray([PDFDictionary(intent)])
    document.info.producer = PRODUCER


def _metadata(title: str) -> PDFStream:
    """Not packed: an archive reads it without opening anything else."""
    text = _XMP.format(title=escape(title), producer=PRODUCER, made=MADE)
    kind = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
    return PDFStream(kind, text.encode())


@cache
def _profile() -> bytes:
    return (shipped("resources") / "colours" / "srgb.icc").read_bytes()


@cache
def _ending_lines() -> None:
    """`endstream` stands on a line of its own (6.1.7.1), and pages are packed without being spelled in letters."""
    rl_config.useA85 = 0
    written = PDFStream.format

    def ended(stream: PDFStream, document: Any) -> bytes:
        text: bytes = written(stream, document)
        return text.removesuffix(b"endstream\n") + b"\nendstream\n"

    PDFStream.format = ended
