//! Folders that are not on this machine alone: network shares and folders that a service keeps in step. A live SQLite file does not
//! survive there, so an archive in one is only read.

use std::path::Path;

/// What keeps the folder in step with others, where something does.
pub fn by(path: &Path) -> Option<String> {
    let folder = path.canonicalize().or_else(|_| path.parent().unwrap_or(Path::new(".")).canonicalize()).ok()?;
    let synced = folder.components().find_map(|part| {
        let part = part.as_os_str().to_string_lossy();
        SERVICES.iter().find(|s| part.starts_with(**s)).map(|s| (*s).to_owned())
    });
    synced.or_else(|| network(&folder))
}

/// Folders' names by which services that sync them are known.
const SERVICES: [&str; 9] = [
    "Dropbox",
    "OneDrive",
    "Google Drive",
    "GoogleDrive",
    "iCloud",
    "Mobile Documents",
    "Nextcloud",
    "pCloud",
    "Box Sync",
];

/// Kinds of file systems that lie on another machine (Linux).
const KINDS: [&str; 10] =
    ["nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "9p", "fuse.sshfs", "fuse.rclone", "fuse.davfs2"];

/// The kind of the file system that a folder lies on, where that is one of another machine.
fn network(folder: &Path) -> Option<String> {
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").ok()?;
    kind_in(&mounts, folder)
}

/// 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue (proc(5)).
fn kind_in(mounts: &str, folder: &Path) -> Option<String> {
    let one = |line: &str| {
        let (mount, rest) = line.split_once(" - ")?;
        let at = mount.split(' ').nth(4)?.replace("\\040", " ");
        let kind = rest.split(' ').next()?;
        folder.starts_with(&at).then(|| (at.len(), kind.to_owned()))
    };
    let (_, kind) = mounts.lines().filter_map(one).max_by_key(|(n, _)| *n)?;
    KINDS.contains(&kind.as_str()).then(|| format!("a network folder ({kind})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_told_by_the_longest_mount() {
        let mounts = "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:4 / /srv/share rw shared:1 - cifs //box/share rw\n3 1 0:5 / /srv/share/own rw - ext4 /dev/sdb rw\n";
        assert_eq!(kind_in(mounts, Path::new("/srv/share/a")).as_deref(), Some("a network folder (cifs)"));
        assert_eq!(kind_in(mounts, Path::new("/srv/share/own/a")), None);
        assert_eq!(kind_in(mounts, Path::new("/home/a")), None);
    }
}
