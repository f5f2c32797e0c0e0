//! Numbered migrations of the document, from version 1.
//!
//! Migration *n* is a list of edits that turns a board of version *n* into one of version *n + 1*. There is none yet:
//! version 1 is the first. What cannot be read is refused and never rewritten.

use crate::edit::Edit;
use crate::schema::SCHEMA_VERSION;
use crate::view::BoardView;

/// The board was written by a newer Plenaria.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "this board has version {found}, this server reads up to version {SCHEMA_VERSION}: update Plenaria to open it"
)]
pub struct TooNew {
    /// The board's version.
    pub found: u32,
}

type Migration = fn(&BoardView) -> Vec<Edit>;

/// `MIGRATIONS[i]` leads from version `i + 1` to `i + 2`.
const MIGRATIONS: [Migration; SCHEMA_VERSION as usize - 1] = [];

/// Does a board of this version have to be changed before it is served?
///
/// # Errors
/// [`TooNew`]: it must not be served at all.
pub fn is_due(schema: u32) -> Result<bool, TooNew> {
    if schema > SCHEMA_VERSION {
        return Err(TooNew { found: schema });
    }
    Ok(!MIGRATIONS[schema.max(1) as usize - 1..].is_empty())
}

/// The edits that bring `view` to [`SCHEMA_VERSION`]; none when it is there already or nobody has written to it.
pub fn plan(view: &BoardView) -> Vec<Edit> {
    let first = view.schema.clamp(1, SCHEMA_VERSION) as usize - 1;
    MIGRATIONS[first..].iter().flat_map(|migration| migration(view)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bd5_a_newer_board_is_refused_and_an_own_one_left_alone() {
        assert!(is_due(SCHEMA_VERSION + 1).unwrap_err().to_string().contains("update Plenaria"));
        for schema in [0, SCHEMA_VERSION] {
            assert_eq!(is_due(schema), Ok(false));
            assert_eq!(plan(&BoardView { schema, ..BoardView::default() }), Vec::new());
        }
    }
}
