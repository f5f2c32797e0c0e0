//! Awareness: who is here and where they point.

use std::io::Write;

use crate::number::{Malformed, Reader, write, write_bytes};

/// What a cursor message says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// Only where the pointer is.
    Cursor,
    /// Pointer and the part of the board that is seen.
    CursorAndView,
}

/// Appends the entries of one client at `clock`, as an awareness message carries them.
pub fn entries(out: &mut Vec<u8>, client: u64, clock: u64, says: Says) {
    let (x, y) = (clock * 7 % 1900, clock * 13 % 1000);
    let mut state = Vec::with_capacity(96);
    // Writing into memory cannot fail.
    let _ = write!(state, r#"{{"cursor":[{x},{y}],"selection":[],"tool":"select""#);
    if says == Says::CursorAndView {
        let _ = write!(state, r#","view":[{x},{y},1366,768]"#);
    }
    state.push(b'}');
    write(out, 1);
    write(out, client);
    write(out, clock);
    write_bytes(out, &state);
}

/// Tells `heard` the client and clock of every entry.
///
/// # Errors
/// [`Malformed`] when these are no awareness entries.
pub fn read(entries: &[u8], mut heard: impl FnMut(u64, u64)) -> Result<(), Malformed> {
    let mut reader = Reader::new(entries);
    for _ in 0..reader.number()? {
        let (client, clock) = (reader.number()?, reader.number()?);
        // Somebody who left has not moved.
        if reader.bytes()? != b"null" {
            heard(client, clock);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_read_as_they_were_written() {
        let mut out = Vec::new();
        entries(&mut out, 1 << 30, 300, Says::CursorAndView);
        let mut seen = Vec::new();
        read(&out, |client, clock| seen.push((client, clock))).unwrap();
        assert_eq!(seen, [(1 << 30, 300)]);
        let json = out.split_at(out.iter().position(|byte| *byte == b'{').unwrap()).1;
        assert!(serde_json::from_slice::<serde_json::Value>(json).unwrap()["view"].is_array());
    }

    #[test]
    fn who_left_has_not_moved() {
        let gone = [1, 5, 9, 4, b'n', b'u', b'l', b'l'];
        read(&gone, |_, _| panic!("nobody is here")).unwrap();
    }
}
