//! The administrator's folder of fonts for posters.

use std::fs;
use std::path::Path;

use anyhow::Context;
use publish::poster::Fonts;

const ENDINGS: [&str; 4] = ["ttf", "otf", "ttc", "otc"];

/// Reads every font of a folder, by name; without a folder the bundled ones are all there are.
///
/// # Errors
/// When the folder or a font in it cannot be read, or it has none: posters would lack letters, and nobody would know why.
pub fn read(folder: Option<&Path>) -> anyhow::Result<Fonts> {
    let Some(folder) = folder else { return Ok(Fonts::default()) };
    let unreadable = || format!("the folder of fonts {} cannot be read", folder.display());
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).with_context(unreadable)? {
        let path = entry.with_context(unreadable)?.path();
        let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
        if ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str())) {
            paths.push(path);
        }
    }
    paths.sort();
    let mut files = Vec::with_capacity(paths.len());
    for path in &paths {
        files.push(fs::read(path).with_context(|| format!("the font {} cannot be read", path.display()))?);
    }
    let fonts = Fonts::with(files);
    if fonts.further() == 0 {
        anyhow::bail!(
            "the folder of fonts {} has no font (.ttf, .otf, .ttc); put one there, or start without --fonts",
            folder.display()
        );
    }
    tracing::info!(folder = %folder.display(), families = fonts.further(), "fonts for posters");
    Ok(fonts)
}
