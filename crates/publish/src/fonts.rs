//! What letters are drawn with: the bundled fonts, and those a server adds for scripts that are too large to bundle.

use parley::{
    FontFamilyName,
    fontique::{Blob, Collection, CollectionOptions},
    style::GenericFamily,
};
use std::{
    borrow::Cow,
    fmt,
    sync::{Arc, LazyLock},
};
use vello_cpu::peniko::FontData;

const BUNDLED: [&[u8]; 5] = [
    include_bytes!("../fonts/Inter-Regular.ttf"),
    include_bytes!("../fonts/Inter-SemiBold.ttf"),
    include_bytes!("../fonts/NotoSansArabic.ttf"),
    include_bytes!("../fonts/NotoSansHebrew.ttf"),
    include_bytes!("../fonts/NotoColorEmoji.ttf"),
];
const EMOJI: &str = "Noto Color Emoji";

const fn named(name: &'static str) -> FontFamilyName<'static> {
    FontFamilyName::Named(Cow::Borrowed(name))
}

const FAMILIES: [FontFamilyName<'static>; 4] =
    [named("Plenaria Sans"), named("Noto Sans Arabic"), named("Noto Sans Hebrew"), named(EMOJI)];

/// Which of the bundled fonts one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bundled {
    Regular,
    SemiBold,
    Other,
}

/// Fonts, each read once for the whole program: their identity is what glyph caches go by. Cheap to clone.
#[derive(Clone)]
pub struct Fonts(Arc<Set>);

struct Set {
    collection: Collection,
    families: Vec<FontFamilyName<'static>>,
}

static ALONE: LazyLock<Fonts> = LazyLock::new(|| Fonts::with(Vec::new()));

impl Default for Fonts {
    /// The bundled ones alone.
    fn default() -> Self {
        ALONE.clone()
    }
}

impl Fonts {
    /// The bundled fonts and, behind them, `further` files (TrueType, OpenType, collections of them), which are asked in
    /// this order for letters the bundled ones lack. A file that is no font adds nothing.
    pub fn with(further: Vec<Vec<u8>>) -> Self {
        let mut collection = Collection::new(CollectionOptions { shared: false, system_fonts: false });
        for bytes in BUNDLED {
            collection.register_fonts(Blob::new(Arc::new(bytes)), None);
        }
        let emoji = collection.family_id(EMOJI);
        collection.set_generic_families(GenericFamily::Emoji, emoji.into_iter());
        let mut families = FAMILIES.to_vec();
        for bytes in further {
            for (family, _) in collection.register_fonts(Blob::new(Arc::new(bytes)), None) {
                let Some(name) = collection.family_name(family) else { continue };
                let name = FontFamilyName::Named(Cow::Owned(name.to_owned()));
                if !families.contains(&name) {
                    families.push(name);
                }
            }
        }
        Self(Arc::new(Set { collection, families }))
    }

    /// How many families there are beyond the bundled ones.
    pub fn further(&self) -> usize {
        self.0.families.len() - FAMILIES.len()
    }

    /// Which bundled font it is; `None` for a further one.
    pub(crate) fn bundled(font: &FontData) -> Option<Bundled> {
        let same = |bytes: &&[u8]| std::ptr::eq(bytes.as_ptr(), font.data.data().as_ptr());
        match BUNDLED.iter().position(same)? {
            0 => Some(Bundled::Regular),
            1 => Some(Bundled::SemiBold),
            _ => Some(Bundled::Other),
        }
    }

    /// The file of one of the two cuts for Latin, Greek and Cyrillic.
    pub(crate) fn bytes(bundled: Bundled) -> &'static [u8] {
        BUNDLED[if bundled == Bundled::SemiBold { 1 } else { 0 }]
    }

    /// Is it the one with emoji?
    pub(crate) fn is_emoji(font: &FontData) -> bool {
        std::ptr::eq(BUNDLED[4].as_ptr(), font.data.data().as_ptr())
    }

    pub(crate) fn collection(&self) -> Collection {
        self.0.collection.clone()
    }

    pub(crate) fn families(&self) -> &[FontFamilyName<'static>] {
        &self.0.families
    }
}

impl PartialEq for Fonts {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for Fonts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fonts(bundled + {})", self.further())
    }
}
