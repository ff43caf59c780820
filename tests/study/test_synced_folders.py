"""Synced folders: the likeliest way in which recordings leave a machine is that its folder was in the cloud all along."""

import json
import os
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from ipstranscribe.study import synced_folders

SYNCED = {
    r"C:\Users\kari\OneDrive\study": "OneDrive",
    r"C:\Users\kari\OneDrive - Universitetet i Vestbygd\Documents\study": "OneDrive",
    r"D:\onedrive-personal\study": "OneDrive",
    "/Users/kari/Library/CloudStorage/OneDrive-Universitetet/study": "OneDrive",
    r"C:\Users\kari\Dropbox\study": "Dropbox",
    "/home/kari/Dropbox (Personal)/study": "Dropbox",
    "/Users/kari/Library/Mobile Documents/com~apple~CloudDocs/study": "iCloud Drive",
    r"C:\Users\kari\iCloudDrive\study": "iCloud Drive",
    "/Users/kari/Library/CloudStorage/GoogleDrive-kari@example.org/My Drive/study": "Google Drive",
    r"G:\Min disk\study": "Google Drive",
    "/home/kari/Google Drive/study": "Google Drive",
    "/home/kari/Nextcloud/study": "Nextcloud",
    "/home/kari/ownCloud/study": "Nextcloud",
    "/home/kari/Jottacloud/study": "Jottacloud",
    "/home/kari/MEGAsync/study": "MEGA",
    "/home/kari/Box Sync/study": "Box",
    "/home/kari/ProtonDrive/study": "Proton Drive",
}
NOT_SYNCED = [
    "/home/kari/Documents/study",
    r"C:\Users\kari\Documents\study",
    "/data/box/study",
    "/srv/drive/study",
    "/home/kari/my drives/study",
    "/home/kari/onedriver-notes/study",
    "/mnt/mega/study",
    "/home/kari/dropbox-alternatives/study",
    "/home/cloud/study",
]


def parts(path: str) -> tuple[str, ...]:
    return PureWindowsPath(path).parts if "\\" in path else PurePosixPath(path).parts


@pytest.mark.parametrize(("path", "service"), SYNCED.items())
def test_a_service_is_known_by_the_name_of_its_folder(path: str, service: str) -> None:
    assert synced_folders.by_name(parts(path)) == service


@pytest.mark.parametrize("path", NOT_SYNCED)
def test_other_folders_are_not_taken_for_one(path: str) -> None:
    assert synced_folders.by_name(parts(path)) == ""


MARKS = [
    (".dropbox.cache/", "Dropbox"),
    (".stfolder/", "Syncthing"),
    (".sync_1a2b3c.db", "Nextcloud"),
    (".nextcloudsync.log", "Nextcloud"),
    (".shortcut-targets-by-id/", "Google Drive"),
    (".sync/ID", "Resilio Sync"),
]


@pytest.mark.parametrize(("mark", "service"), MARKS)
def test_a_service_is_known_by_what_it_leaves_in_a_folder_of_any_name(tmp_path: Path, mark: str, service: str) -> None:
    study = tmp_path / "work" / "study"
    study.mkdir(parents=True)
    assert synced_folders.service_of(study) == ""
    left = tmp_path / "work" / mark
    left.parent.mkdir(exist_ok=True)
    _ = left.mkdir() if mark.endswith("/") else left.write_text("")
    assert synced_folders.service_of(study) == service
    assert synced_folders.service_of(study / "not yet there") == service


def test_a_service_is_known_by_where_it_says_that_it_keeps_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two", "three"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "one"))
    monkeypatch.setenv("APPDATA", str(tmp_path))
    (tmp_path / "Dropbox").mkdir()
    told = {"personal": {"path": str(tmp_path / "two"), "host": 1}, "broken": {}}
    (tmp_path / "Dropbox" / "info.json").write_text(json.dumps(told), encoding="utf-8")
    found = [synced_folders.service_of(tmp_path / name / "study") for name in ("one", "two", "three")]
    assert found == ["OneDrive", "Dropbox", ""]
    (tmp_path / "Dropbox" / "info.json").write_bytes(b"\xff[")
    assert synced_folders.service_of(tmp_path / "two") == ""


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
def test_a_link_into_a_synced_folder_does_not_hide_it(tmp_path: Path) -> None:
    (tmp_path / "Dropbox" / "study").mkdir(parents=True)
    (tmp_path / "plain").symlink_to(tmp_path / "Dropbox" / "study")
    assert synced_folders.service_of(tmp_path / "plain") == "Dropbox"
    (tmp_path / "Dropbox" / "link").symlink_to(tmp_path)
    assert synced_folders.service_of(tmp_path / "Dropbox" / "link") == "Dropbox"


MOUNTS = """\
/dev/vda / ext4 rw 0 0
server:/projects /mnt/projects nfs4 rw 0 0
//server/share /mnt/my\\040share cifs rw 0 0
rclone /mnt/cloud fuse.rclone rw 0 0
broken
/dev/vdb /mnt/projects/local ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/home/kari/study", "ext4"),
        ("/mnt/projects/study", "nfs4"),
        ("/mnt/my share/study", "cifs"),
        ("/mnt/projects/local/study", "ext4"),
        ("/mnt/cloud/study", "fuse.rclone"),
        ("/mnt/projects2", "ext4"),
    ],
)
def test_the_kind_of_file_system_is_that_of_the_nearest_mount(tmp_path: Path, place: str, kind: str) -> None:
    table = tmp_path / "mounts"
    table.write_text(MOUNTS, encoding="utf-8")
    assert synced_folders._file_system(Path(place), table) == kind
    assert synced_folders._file_system(Path(place), tmp_path / "none") == ""


@pytest.mark.parametrize(
    ("kind", "service", "drive"),
    [
        ("ext4", "", ""),
        ("nfs4", "", "nfs4"),
        ("cifs", "", "cifs"),
        ("fuse.sshfs", "", "fuse.sshfs"),
        ("fuse.onedriver", "OneDrive", ""),
        ("9p", "", ""),
    ],
)
def test_network_drives_are_named_and_cloud_mounts_are_services(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, service: str, drive: str
) -> None:
    monkeypatch.setattr(synced_folders, "_file_system", lambda _: kind)
    assert (synced_folders.service_of(tmp_path), synced_folders.network_drive_of(tmp_path)) == (service, drive)
