"""``milepost backup``: one archive, taken while people work."""

import argparse
from pathlib import Path

from milepost.kernel import terminal
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text

HELP = Text(
    "备份为一个文件（数据库、附件、密钥指纹）", "back up into one file (database, files, fingerprint of the secret)"
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to write it."""
    parser.add_argument("--out", type=Path, help="文件 / file (milepost-YYYYMMDD-HHMMSS.backup)")


def run(options: argparse.Namespace) -> int:
    """Write the archive; never over an existing file."""
    from django.conf import settings
    from django.utils import timezone

    from milepost.config import archive

    place = options.out or Path(timezone.localtime().strftime("milepost-%Y%m%d-%H%M%S.backup"))
    if place.exists():
        raise Refused(Text(f"文件已存在，不会覆盖：{place}", f"The file exists and is not overwritten: {place}"))
    if not place.resolve().parent.is_dir():
        raise Refused(Text(f"目录不存在：{place.parent}", f"No such folder: {place.parent}"))
    manifest = archive.write(place)
    rows = sum(manifest["rows"].values())
    document = {"archive": str(place), "bytes": place.stat().st_size, "rows": rows, "files": len(manifest["files"])}
    lines = [
        Text(
            f"已备份到 {place}：{rows} 行，{len(manifest['files'])} 个附件",
            f"Backed up to {place}: {rows} rows, {len(manifest['files'])} files",
        ),
        Text(
            f"密钥不在备份里，请另外保管：{settings.MILEPOST_DATA / 'secret.key'}",
            f"The secret is not inside; keep it apart: {settings.MILEPOST_DATA / 'secret.key'}",
        ),
    ]
    return terminal.answer(options, document, lines)
