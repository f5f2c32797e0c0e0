//! Everything a request may use, built once.

use std::net::IpAddr;
use std::sync::Arc;

use board::id::{ParticipantId, WorkshopId};
use dashmap::DashMap;
use publish::poster::Fonts;
use store::Store;
use tokio::sync::{Notify, Semaphore};
use workshop::publication::Link;

use crate::agenda::Agenda;
use crate::auth::{Gate, Throttle};
use crate::clock::Clock;
use crate::config::{Limits, Origins, Proxies, PublicUrl};
use crate::copies::Copies;
use crate::curtain::Curtain;
use crate::deeds::Deeds;
use crate::history::History;
use crate::hub::Hub;
use crate::metrics::Metrics;
use crate::shelf::Shelf;
use crate::workshops::Workshops;

/// The components of a running server.
#[derive(Debug)]
pub struct App {
    /// Bounds of everything that comes from outside.
    pub limits: Limits,
    /// The only clock.
    pub clock: Clock,
    /// Counters.
    pub metrics: Arc<Metrics>,
    /// What lasts.
    pub store: Arc<dyn Store>,
    /// Open boards.
    pub hub: Hub,
    /// Workshops.
    pub workshops: Workshops,
    /// What is due in them.
    pub agenda: Agenda,
    /// Boards as they were.
    pub history: Arc<History>,
    /// What everybody did of late.
    pub deeds: Deeds,
    /// Where people write privately.
    pub curtain: Curtain,
    /// Tokens.
    pub gate: Gate,
    /// Where people reach us.
    pub public: PublicUrl,
    /// Who may show us inside their pages, as a policy says it.
    pub frames: String,
    /// Whose pages may open sockets.
    pub origins: Origins,
    /// Whose `X-Forwarded-For` is believed.
    pub proxies: Proxies,
    /// Wrong codes by address.
    pub tries_by_address: Throttle<IpAddr>,
    /// Refused joins by workshop.
    pub tries_by_workshop: Throttle<WorkshopId>,
    /// Sockets closed for broken frames, by person.
    pub broken_sockets: Throttle<ParticipantId>,
    /// Open sockets by address.
    pub sockets: DashMap<IpAddr, usize>,
    /// Rings when an errand could not be done.
    pub errands: Notify,
    /// Compressed boards.
    pub copies: Copies,
    /// Files of public pages.
    pub shelf: Shelf,
    /// Files of public pages that were made, by the address that asked.
    pub drawings: Throttle<IpAddr>,
    /// What letters of posters are drawn with.
    pub fonts: Fonts,
    /// Posters drawn at once.
    pub posters: Arc<Semaphore>,
    /// Posters waiting or being drawn.
    pub posters_waiting: Arc<Semaphore>,
    /// Uploaded pictures read at once: one, for the memory a large one takes.
    pub pictures: Arc<Semaphore>,
    /// Files that are read or written at once: each may take some ten megabytes and a good part of a second.
    pub files: Arc<Semaphore>,
    /// Boards looked through for what belongs together, at once: one.
    pub suggestions: Arc<Semaphore>,
    /// Uploaded pictures waiting or being read.
    pub pictures_waiting: Arc<Semaphore>,
}

impl App {
    /// The link that lets people join a workshop.
    pub fn join_url(&self, invite: &str) -> String {
        format!("{}/join#{invite}", self.public)
    }

    /// The link that lets somebody facilitate a workshop.
    pub fn facilitator_url(&self, workshop: &WorkshopId, token: &str) -> String {
        format!("{}/w/{workshop}#{token}", self.public)
    }

    /// The public page of a workshop.
    pub fn page_url(&self, link: &Link) -> String {
        format!("{}/p/{}", self.public, link.as_str())
    }

    /// The administrator's link.
    pub fn admin_url(&self, token: &str) -> String {
        format!("{}/admin#{token}", self.public)
    }
}
