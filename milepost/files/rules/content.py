"""What an upload really is: decided by its first bytes, never by what its name or its sender says."""

from dataclasses import dataclass

from milepost.kernel.errors import Refused
from milepost.kernel.text import Text

HEAD_BYTES = 4096
BINARY = "application/octet-stream"
INLINE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "text/plain"})
"""What a browser may show inside our pages; everything else is downloaded."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/vnd.ms-office"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"ID3", "audio/mpeg"),
    (b"#!AMR", "audio/amr"),
    (b"OggS", "audio/ogg"),
)
_ACTIVE_MAGIC = (b"MZ", b"\x7fELF", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!")
_ACTIVE_NAMES = frozenset(
    "exe dll com scr msi bat cmd ps1 vbs vbe js jse mjs wsf hta lnk reg jar apk app sh py php jsp asp aspx"
    " html htm xhtml mht mhtml svg svgz swf xml xsl".split()
)
_ACTIVE_TEXT = ("<!doctype html", "<html", "<svg", "<script", "<?xml", "<?php", "<body", "<iframe")
_OFFICE = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "ofd": "application/ofd",
    "wps": "application/vnd.ms-works",
}


@dataclass(frozen=True, slots=True)
class Content:
    """The type found, and whether a page may show it in place."""

    type: str
    inline: bool


def recognise(head: bytes, name: str) -> Content:
    """Type of a file from its first ``HEAD_BYTES``; raises Refused for programs, scripts and active pages."""
    _refuse_active(head, name)
    found = _by_magic(head, name)
    return Content(found, found in INLINE)


def extension(name: str) -> str:
    """Last part of the name in small letters, without the dot ("" when there is none)."""
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""


def _refuse_active(head: bytes, name: str) -> None:
    amr = head.startswith(b"#!AMR")
    active = extension(name) in _ACTIVE_NAMES or (head.startswith(_ACTIVE_MAGIC) and not amr)
    if active or _looks_like_markup(head):
        raise Refused(
            Text(
                "这是程序、脚本或网页文件，不能作为附件。请改用 PDF、图片、Office 文档或纯文本。",
                "This is a program, a script or a web page and cannot be attached. Use a PDF, an image, an Office file or plain text.",
            ),
            field="file",
        )


def _looks_like_markup(head: bytes) -> bool:
    for encoding in ("utf-8", "utf-16"):
        text = head.decode(encoding, errors="ignore").lstrip("\ufeff \t\r\n").lower()
        if text.startswith(_ACTIVE_TEXT):
            return True
    return False


def _by_magic(head: bytes, name: str) -> str:
    if head[4:8] == b"ftyp":
        return "image/heic" if head[8:11] in {b"hei", b"mif"} else "video/mp4"
    if head[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(head[8:12], BINARY)
    for magic, found in _MAGIC:
        if head.startswith(magic):
            return _OFFICE.get(extension(name), found) if found == "application/zip" else found
    return "text/plain" if _is_text(head) else BINARY


def _is_text(head: bytes) -> bool:
    if b"\x00" in head:
        return False
    for encoding in ("utf-8", "gb18030"):
        for cut in range(4):
            try:
                head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return True
    return False
