//! `plenaria backup` and `plenaria restore`.

use std::fs;
use std::path::Path;

use anyhow::{Context, bail};
use store::sqlite::FILE;
use store::sqlite::care::back_up;

use crate::serve::{ADMIN_FILE, make_private};

/// A checked copy of the data in `data`, in a folder `to` that is made for it.
pub(super) fn run(data: &Path, to: &Path) -> anyhow::Result<()> {
    if to.exists() {
        bail!("{} is there already: name a new folder", to.display());
    }
    // Nothing is made for data that is not there.
    if !data.join(FILE).is_file() {
        bail!("there is no {FILE} in {}", data.display());
    }
    make_private(to).with_context(|| format!("{} cannot be made", to.display()))?;
    back_up(data, &to.join(FILE))
        .inspect_err(|_| drop(fs::remove_dir(to)))
        .with_context(|| format!("{} cannot be copied", data.display()))?;
    let token = data.join(ADMIN_FILE);
    if token.exists() {
        fs::copy(&token, to.join(ADMIN_FILE))
            .with_context(|| format!("{} cannot be copied", token.display()))?;
    }
    fs::File::open(to)?.sync_all()?;
    let size = fs::metadata(to.join(FILE))?.len();
    println!(
        "{} holds everything that was saved ({} kB), and was checked",
        to.display(),
        size.div_ceil(1000)
    );
    Ok(())
}

/// The backup in `from` becomes the data in `data`.
pub(super) fn restore(from: &Path, data: &Path) -> anyhow::Result<()> {
    if !from.join(FILE).is_file() {
        bail!("{} is no backup: there is no {FILE} in it", from.display());
    }
    if data.exists() && fs::read_dir(data)?.next().is_some() {
        bail!("{} is not empty: move it away, or name another folder", data.display());
    }
    make_private(data).with_context(|| format!("{} cannot be made", data.display()))?;
    // By the same way as a backup: what comes in is whole, and in one file.
    back_up(from, &data.join(FILE)).with_context(|| format!("{} cannot be copied", from.display()))?;
    let token = from.join(ADMIN_FILE);
    if token.exists() {
        fs::copy(&token, data.join(ADMIN_FILE))?;
    }
    fs::File::open(data)?.sync_all()?;
    println!("{} holds what was in {}; start the server with it", data.display(), from.display());
    Ok(())
}
