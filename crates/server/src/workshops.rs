//! The workshops of this server: one record each, changed by one request at a time.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError, RwLock};

use board::id::{BoardId, WorkshopId};
use dashmap::DashMap;
use store::{Put, Store};
use tokio::sync::Mutex;
use workshop::{Door, Workshop};

use crate::http::TAKEN_BACK;
use crate::secret::{self, Token};

/// Why a workshop could not be read or changed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// There is none of that id.
    #[error("no such workshop")]
    Unknown,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A record is not readable.
    #[error("the record {0} cannot be read")]
    Unreadable(String),
}

/// Reads and changes workshops. This server is the only writer, so what it has in memory is what is stored.
#[derive(Clone, Debug)]
pub struct Workshops {
    store: Arc<dyn Store>,
    known: Arc<DashMap<WorkshopId, Arc<Cell>>>,
}

#[derive(Debug)]
struct Cell {
    /// Held while a change is decided and stored; readers go on with what is stored.
    writing: Mutex<()>,
    current: RwLock<Arc<Versioned>>,
}

#[derive(Debug)]
struct Versioned {
    version: u64,
    workshop: Arc<Workshop>,
}

/// Somebody is changing this workshop; others wait. See [`Workshops::change`].
pub struct Change<'a> {
    cell: &'a Cell,
    store: &'a Arc<dyn Store>,
    version: u64,
    /// As it was stored last; change it and [`Change::commit`].
    pub workshop: Workshop,
    _writing: tokio::sync::MutexGuard<'a, ()>,
}

fn workshop_key(id: &WorkshopId) -> String {
    format!("workshop/{id}")
}

/// Codes and invites are looked up by their hash, so that the time it takes says nothing about a near miss.
fn door_key(door: &str) -> String {
    format!("door/{}", Token::shown(door).hash().hex())
}

fn board_key(id: &BoardId) -> String {
    format!("board/{id}")
}

/// Can this registry record be read as what its key says? Of keys that others write, anything can.
pub(crate) fn is_readable(key: &str, value: &[u8]) -> bool {
    match key.split('/').next() {
        Some("workshop") => serde_json::from_slice::<Workshop>(value).is_ok(),
        Some("ballot") => serde_json::from_slice::<workshop::Ballot>(value).is_ok(),
        Some("template") => serde_json::from_slice::<workshop::Template>(value).is_ok(),
        Some("vademecum") => serde_json::from_slice::<publish::document::Outline>(value).is_ok(),
        Some("manifesto") => serde_json::from_slice::<publish::manifesto::Choice>(value).is_ok(),
        Some("publication") => serde_json::from_slice::<workshop::Publication>(value).is_ok(),
        Some("page") => value == TAKEN_BACK || read_id(value, key.to_owned()).is_ok(),
        Some("door" | "board") => read_id(value, key.to_owned()).is_ok(),
        _ => true,
    }
}

fn record(workshop: &Workshop) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(workshop).map_err(|_| Error::Unreadable(workshop_key(&workshop.id)))
}

impl Workshops {
    /// Over this store.
    pub fn new(store: Arc<dyn Store>) -> Workshops {
        Workshops { store, known: Arc::default() }
    }

    /// Stores a new workshop with everything that finds it, and `puts`, all or nothing.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn create(&self, workshop: &Workshop, mut puts: Vec<Put>) -> Result<(), Error> {
        puts.push(Put::set_if(workshop_key(&workshop.id), 0, record(workshop)?));
        for (door, _) in workshop.doors() {
            puts.push(Put::set_if(door_key(door), 0, workshop.id.to_string()));
        }
        puts.extend(board_puts(workshop, None));
        self.store.commit(puts).await?;
        Ok(())
    }

    /// The workshop of that id.
    ///
    /// # Errors
    /// [`Error::Unknown`] and the others.
    pub async fn get(&self, id: &WorkshopId) -> Result<Arc<Workshop>, Error> {
        let cell = self.cell(id).await?;
        let current = cell.current.read().unwrap_or_else(PoisonError::into_inner);
        Ok(current.workshop.clone())
    }

    /// The workshop a board belongs to.
    ///
    /// # Errors
    /// [`Error::Unknown`] when there is no such board.
    pub async fn of_board(&self, board: &BoardId) -> Result<Arc<Workshop>, Error> {
        let entry = self.store.get(&board_key(board)).await?.ok_or(Error::Unknown)?;
        self.get(&read_id(&entry.value, board_key(board))?).await
    }

    /// The workshop that a code or an invite opens, and what of it; `door` is normalised.
    ///
    /// # Errors
    /// [`Error::Unknown`] when it opens nothing.
    pub async fn of_door(&self, door: &str) -> Result<(Arc<Workshop>, Door), Error> {
        let entry = self.store.get(&door_key(door)).await?.ok_or(Error::Unknown)?;
        let workshop = self.get(&read_id(&entry.value, door_key(door))?).await?;
        // The hash was found: to compare once more tells nothing that the answer does not.
        let opens = workshop.door_of(door).ok_or(Error::Unknown)?;
        Ok((workshop, opens))
    }

    /// All workshops, the newest first.
    ///
    /// # Errors
    /// [`Error::Store`]. Unreadable records are left out and logged.
    pub async fn list(&self) -> Result<Vec<Workshop>, Error> {
        let entries = self.store.list("workshop/").await?;
        let read =
            |(key, entry): (String, store::Entry)| match serde_json::from_slice::<Workshop>(&entry.value) {
                Ok(workshop) => Some(workshop.brought_up()),
                Err(error) => {
                    tracing::error!(key, error = %error, "a workshop's record cannot be read");
                    None
                }
            };
        let mut all: Vec<Workshop> = entries.into_iter().filter_map(read).collect();
        all.sort_by(|a, b| b.created_ms.cmp(&a.created_ms).then_with(|| a.id.cmp(&b.id)));
        Ok(all)
    }

    /// Calls `change` with the workshop as it is now, while nobody else can change it.
    ///
    /// # Errors
    /// Those of reading it, and whatever `change` answers.
    pub async fn change<T, E: From<Error>>(
        &self,
        id: &WorkshopId,
        change: impl AsyncFnOnce(&mut Change<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let cell = self.cell(id).await?;
        let writing = cell.writing.lock().await;
        let (version, workshop) = {
            let current = cell.current.read().unwrap_or_else(PoisonError::into_inner);
            (current.version, Workshop::clone(&current.workshop))
        };
        let mut under_way = Change { cell: &cell, store: &self.store, version, workshop, _writing: writing };
        change(&mut under_way).await
    }

    async fn cell(&self, id: &WorkshopId) -> Result<Arc<Cell>, Error> {
        if let Some(cell) = self.known.get(id) {
            return Ok(cell.clone());
        }
        let key = workshop_key(id);
        let entry = self.store.get(&key).await?.ok_or(Error::Unknown)?;
        let workshop: Workshop = serde_json::from_slice(&entry.value).map_err(|_| Error::Unreadable(key))?;
        let current = RwLock::new(Arc::new(Versioned {
            version: entry.version,
            workshop: Arc::new(workshop.brought_up()),
        }));
        // Two first readers read the same record; whoever comes second takes the first one's cell.
        let cell = self
            .known
            .entry(id.clone())
            .or_insert_with(|| Arc::new(Cell { writing: Mutex::new(()), current }));
        Ok(cell.clone())
    }
}

impl Change<'_> {
    /// Stores the workshop as it is now, together with `puts`, all or nothing.
    ///
    /// # Errors
    /// [`Error::Store`]; the workshop is then as it was.
    pub async fn commit(&mut self, mut puts: Vec<Put>) -> Result<(), Error> {
        let before = {
            let current = self.cell.current.read().unwrap_or_else(PoisonError::into_inner);
            current.workshop.clone()
        };
        // Who is new, or in a group that is new, has a code from the first moment.
        self.workshop.ensure_codes(&mut secret::random);
        self.workshop.ensure_sheets(&mut secret::random);
        puts.push(Put::set_if(workshop_key(&self.workshop.id), self.version, record(&self.workshop)?));
        puts.extend(board_puts(&self.workshop, Some(&before)));
        puts.extend(door_puts(&self.workshop, &before));
        self.store.commit(puts).await?;
        self.version += 1;
        let now = Arc::new(Versioned { version: self.version, workshop: Arc::new(self.workshop.clone()) });
        *self.cell.current.write().unwrap_or_else(PoisonError::into_inner) = now;
        Ok(())
    }
}

fn board_puts(workshop: &Workshop, before: Option<&Workshop>) -> Vec<Put> {
    let known: BTreeSet<&BoardId> =
        before.into_iter().flat_map(Workshop::boards_and_sheets).map(|board| &board.id).collect();
    let new = workshop.boards_and_sheets().filter(|board| !known.contains(&board.id));
    new.map(|board| Put::set_if(board_key(&board.id), 0, workshop.id.to_string())).collect()
}

/// Doors that open it now, and no longer those that did.
fn door_puts(workshop: &Workshop, before: &Workshop) -> Vec<Put> {
    let doors = |of: &Workshop| of.doors().map(|(door, _)| door.to_owned()).collect::<BTreeSet<_>>();
    let (then, now) = (doors(before), doors(workshop));
    let closed = then.difference(&now).map(|door| Put::delete(door_key(door)));
    let opened = now.difference(&then).map(|door| Put::set_if(door_key(door), 0, workshop.id.to_string()));
    closed.chain(opened).collect()
}

fn read_id(value: &[u8], key: String) -> Result<WorkshopId, Error> {
    std::str::from_utf8(value).ok().and_then(|text| text.parse().ok()).ok_or(Error::Unreadable(key))
}
