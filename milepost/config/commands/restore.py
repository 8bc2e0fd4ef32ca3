"""``milepost restore``: the same data again, into an empty place."""

import argparse
import os
from pathlib import Path
from typing import Any

from milepost.config import env, sealed
from milepost.kernel import terminal
from milepost.kernel.errors import Refused
from milepost.kernel.text import Text

HELP = Text("从备份恢复到一个空的数据目录", "restore a backup into an empty data folder")
NEEDS_DATABASE = False


def arguments(parser: argparse.ArgumentParser) -> None:
    """The archive, the target and the secret kept apart from it."""
    parser.add_argument("archive", type=Path, help="备份文件 / the backup")
    parser.add_argument("--data", type=Path, help="空的数据目录 / an empty data folder (MILEPOST_DATA)")
    parser.add_argument("--secret", type=Path, help="另外保管的 secret.key / the secret.key kept apart")


def run(options: argparse.Namespace) -> int:
    """Verify everything first; only then write."""
    if options.data:
        os.environ["MILEPOST_DATA"] = str(options.data.expanduser().resolve())
    if options.secret:
        os.environ["MILEPOST_SECRET_KEY"] = _secret(options.secret)
    manifest = sealed.verify(options.archive)
    _right_secret(manifest)
    env.data_folder().mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "milepost.config.settings")
    import django

    django.setup()
    _empty_place()
    _restore(options.archive, manifest)
    rows = sum(manifest["rows"].values())
    document = {"rows": rows, "files": len(manifest["files"]), "from_version": manifest["version"]}
    return terminal.answer(
        options,
        document,
        [
            Text(
                f"已恢复 {rows} 行、{len(manifest['files'])} 个附件",
                f"Restored {rows} rows and {len(manifest['files'])} files",
            )
        ],
    )


def _secret(place: Path) -> str:
    try:
        return place.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(Text(f"读不到密钥文件：{place}", f"The secret file cannot be read: {place}")) from error


def _right_secret(manifest: dict[str, Any]) -> None:
    kept = env.data_folder() / "secret.key"
    secret = env.value("MILEPOST_SECRET_KEY") or (_secret(kept) if kept.exists() else "")
    if sealed.secret_fingerprint(secret) != manifest["secret"]:
        raise Refused(
            Text(
                "密钥与备份不符：请用 --secret 指明原安装的 secret.key",
                "The secret does not fit the backup: name the original secret.key with --secret",
            )
        )


def _empty_place() -> None:
    from django.conf import settings
    from django.db import connection

    from milepost.people.models import User

    if "people_user" in connection.introspection.table_names() and User.objects.exists():
        raise Refused(
            Text("目标里已有数据，恢复只进入空的地方", "The target holds data; a restore goes into an empty place only")
        )
    if any(Path(settings.MEDIA_ROOT).glob("*")):
        raise Refused(
            Text(
                "目标里已有附件，恢复只进入空的地方", "The target holds files; a restore goes into an empty place only"
            )
        )


def _restore(place: Path, manifest: dict[str, Any]) -> None:
    from django.conf import settings

    from milepost.config import archive
    from milepost.config.commands.migrate import migrate

    migrate()
    archive.restore(place, manifest)
    kept = settings.MILEPOST_DATA / "secret.key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(settings.SECRET_KEY, encoding="ascii")
