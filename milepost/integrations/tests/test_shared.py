"""Files that other systems really wrote: every row lands or is reported."""

import contextlib
import datetime as dt
from pathlib import Path

from milepost.integrations.rules import read, source
from milepost.integrations.rules.refusals import FileRefused
from milepost.integrations.rules.rows import Row

TODAY = dt.date(2026, 11, 25)


def _read(path: Path, kind: str) -> list[Row]:
    data = path.read_bytes()
    assert read.guess_kind(source.open_source(data, path.name)) == kind
    return list(read.read(source.open_source(data, path.name), kind, today=TODAY).rows())


def _landed(rows: list[Row]) -> int:
    return sum(1 for row in rows if row.rejected is None)


def test_maven_pipeline_lands_whole(shared_data: Path) -> None:
    rows = _read(shared_data / "maven_crm" / "sales_pipeline_shared_7040.csv", "projects")
    assert (len(rows), _landed(rows)) == (7040, 7040)
    assert sum(1 for row in rows if row.incomplete) == 1670
    assert sum(1 for row in rows if "customer" in row.incomplete) == 1143
    keys = [row.values["place"].key for row in rows]
    assert {key: keys.count(key) for key in set(keys)} == {"won": 3389, "lost": 1981, "contact": 1275, "discovery": 395}
    assert {row.values["owner"].name for row in rows} >= {"Moses Frase", "Darcel Schlecht"}


def test_maven_accounts_and_teams(shared_data: Path) -> None:
    customers = _read(shared_data / "maven_crm" / "accounts.csv", "customers")
    users = _read(shared_data / "maven_crm" / "sales_teams.csv", "users")
    assert (_landed(customers), _landed(users)) == (85, 35)
    assert {row.values["unit"] for row in users} == {"Central", "East", "West"}


def test_salesforce_opportunities_and_accounts(shared_data: Path) -> None:
    folder = shared_data / "crm_exports" / "salesforce_dataloader"
    opportunities = _read(folder / "opportunityData.csv", "projects")
    accounts = _read(folder / "accountData.csv", "customers")
    assert (_landed(opportunities), _landed(accounts)) == (38, 423)
    assert opportunities[0].values["amount"].fen == 500_000_00
    assert _landed(_read(folder / "encodings" / "upsertAccountCsvTemplate.csv", "customers")) == 100


def test_every_file_is_read_or_refused_with_a_sentence(shared_data: Path) -> None:
    for path in sorted(shared_data.glob("crm_exports/**/*.[cs]sv")):
        with contextlib.suppress(FileRefused):
            list(read.read(source.open_source(path.read_bytes(), path.name), "projects", today=TODAY).rows())
