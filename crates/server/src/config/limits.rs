//! Bounds of everything that comes from outside. Large events and load tests raise them; nothing is unbounded.

use std::time::Duration;

use clap::Args;

/// Every bound, as a flag.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Limits")]
pub struct Limits {
    /// Open sockets from one address. A whole school sits behind one.
    #[arg(long, env = "PLENARIA_SOCKETS_PER_ADDRESS", default_value_t = 1000)]
    pub sockets_per_address: usize,
    /// Open sockets on one board; more are turned away with a clear message. The work per edit grows with it.
    #[arg(long, env = "PLENARIA_SOCKETS_PER_BOARD", default_value_t = 500)]
    pub sockets_per_board: usize,
    /// Open TCP connections altogether; more wait to be accepted. Keeps file descriptors for the database.
    #[arg(long, env = "PLENARIA_CONNECTIONS", default_value_t = 20_000)]
    pub connections: usize,
    /// People in one workshop. The list of them is sent to the facilitator's page.
    #[arg(long, env = "PLENARIA_PARTICIPANTS_PER_WORKSHOP", default_value_t = 2000)]
    pub participants_per_workshop: usize,
    /// Groups in one workshop. Each has a board in every session.
    #[arg(long, env = "PLENARIA_GROUPS_PER_WORKSHOP", default_value_t = 100)]
    pub groups_per_workshop: usize,
    /// Sessions of one workshop; groups times sessions is the number of boards.
    #[arg(long, env = "PLENARIA_SESSIONS_PER_WORKSHOP", default_value_t = 50)]
    pub sessions_per_workshop: usize,
    /// Templates saved in one workshop; all of them are shown at once.
    #[arg(long, env = "PLENARIA_TEMPLATES_PER_WORKSHOP", default_value_t = 30)]
    pub templates_per_workshop: usize,
    /// Bytes of one saved template: some two hundred notes. Putting it on a board is one update.
    #[arg(long, env = "PLENARIA_TEMPLATE_BYTES", default_value_t = 64 * 1024)]
    pub template_bytes: usize,
    /// Bytes of one uploaded picture: what phones take. Kept are at most 2,048 pixels a side.
    #[arg(long, env = "PLENARIA_IMAGE_BYTES", default_value_t = 10 * 1024 * 1024)]
    pub image_bytes: usize,
    /// Pictures in one workshop.
    #[arg(long, env = "PLENARIA_IMAGES_PER_WORKSHOP", default_value_t = 500)]
    pub images_per_workshop: usize,
    /// Bytes of all pictures of one workshop as they are kept; they are in every backup.
    #[arg(long, env = "PLENARIA_IMAGE_BYTES_PER_WORKSHOP", default_value_t = 256 * 1024 * 1024)]
    pub image_bytes_per_workshop: u64,
    /// Uploaded pictures that wait while another is read; each is held in memory.
    #[arg(long, env = "PLENARIA_IMAGES_WAITING", default_value_t = 8)]
    pub images_waiting: usize,
    /// Workshops on this server; the administrator's list stays readable.
    #[arg(long, env = "PLENARIA_WORKSHOPS", default_value_t = 1000)]
    pub workshops: usize,
    /// Wrong join codes from one address in a minute; then it waits. Thirty people in one room mistype too.
    #[arg(long, env = "PLENARIA_JOIN_TRIES_PER_ADDRESS", default_value_t = 20)]
    pub join_tries_per_address: u32,
    /// Refused joins of one workshop in a minute, from anywhere; bounds guessing from many addresses.
    #[arg(long, env = "PLENARIA_JOIN_TRIES_PER_WORKSHOP", default_value_t = 100)]
    pub join_tries_per_workshop: u32,
    /// Bytes of one WebSocket frame and message; more closes the socket with 4413. Larger than any honest update.
    #[arg(long, env = "PLENARIA_FRAME_BYTES", default_value_t = 1 << 20)]
    pub frame_bytes: usize,
    /// Bytes of one document update: what an hour offline merges to.
    #[arg(long, env = "PLENARIA_UPDATE_BYTES", default_value_t = 512 * 1024)]
    pub update_bytes: usize,
    /// Browsers' worth of writing (client ids) of one person within 24 hours: every reload of a page that then writes is one, and
    /// a phone reloads whenever it was in a pocket.
    #[arg(long, env = "PLENARIA_CLIENTS_PER_PARTICIPANT", default_value_t = 64)]
    pub clients_per_participant: usize,
    /// The same on one board in its life. The engine's work grows with the square of them.
    #[arg(long, env = "PLENARIA_CLIENTS_PER_BOARD", default_value_t = 20_000)]
    pub clients_per_board: usize,
    /// Notes, clusters, links, drawings and comments ever made on one board.
    #[arg(long, env = "PLENARIA_OBJECTS_PER_BOARD", default_value_t = 100_000)]
    pub objects_per_board: usize,
    /// Fields set and runs of letters written on one board in its life; each takes several hundred bytes of memory.
    #[arg(long, env = "PLENARIA_PIECES_PER_BOARD", default_value_t = 1_000_000)]
    pub pieces_per_board: usize,
    /// Megabytes of edits one board takes in its life.
    #[arg(long, env = "PLENARIA_MEGABYTES_PER_BOARD", default_value_t = 256)]
    pub megabytes_per_board: u64,
    /// Document bytes a second from one person, sustained, over all their sockets.
    #[arg(long, env = "PLENARIA_PERSON_BYTES_PER_SECOND", default_value_t = 256 * 1024)]
    pub person_bytes_per_second: u64,
    /// Document bytes one person may send at once.
    #[arg(long, env = "PLENARIA_PERSON_BURST_BYTES", default_value_t = 2 << 20)]
    pub person_burst_bytes: u64,
    /// Changes (structs) a second from one person, sustained; a keystroke is one.
    #[arg(long, env = "PLENARIA_PERSON_STRUCTS_PER_SECOND", default_value_t = 10_000)]
    pub person_structs_per_second: u64,
    /// Changes one person may send at once: moving five thousand notes is ten thousand.
    #[arg(long, env = "PLENARIA_PERSON_BURST_STRUCTS", default_value_t = 200_000)]
    pub person_burst_structs: u64,
    /// Steps a second one person may cost the engine, sustained. Typing and dragging cost none; only what somebody makes up does.
    #[arg(long, env = "PLENARIA_PERSON_STEPS_PER_SECOND", default_value_t = 500_000)]
    pub person_steps_per_second: u64,
    /// Steps one person may cost the engine at once, at some 60 ns each.
    #[arg(long, env = "PLENARIA_PERSON_BURST_STEPS", default_value_t = 2_000_000)]
    pub person_burst_steps: u64,
    /// Sockets of one person that may be closed for frames that cannot be read, in a minute; then that person waits.
    #[arg(long, env = "PLENARIA_BROKEN_SOCKETS_PER_PERSON", default_value_t = 10)]
    pub broken_sockets_per_person: u32,
    /// Document frames a second from one socket, sustained. Ours sends at most one per animation frame.
    #[arg(long, env = "PLENARIA_FRAMES_PER_SECOND", default_value_t = 60)]
    pub frames_per_second: u32,
    /// Document bytes a second from one socket, sustained; about a hundred times fast typing.
    #[arg(long, env = "PLENARIA_BYTES_PER_SECOND", default_value_t = 256 * 1024)]
    pub bytes_per_second: u32,
    /// Document bytes one socket may send at once: the merge of an offline hour and some more.
    #[arg(long, env = "PLENARIA_BURST_BYTES", default_value_t = 1 << 20)]
    pub burst_bytes: u32,
    /// Cursor frames a second from one socket; of more only the latest counts.
    #[arg(long, env = "PLENARIA_PRESENCE_PER_SECOND", default_value_t = 20)]
    pub presence_per_second: u32,
    /// Megabytes of memory above which no further board is opened, until some have closed; those open go on. 0: not
    /// watched. Set it below what the machine or container gives, which kills without asking.
    #[arg(long, env = "PLENARIA_MEMORY_MEGABYTES", default_value_t = 0)]
    pub memory_megabytes: u64,
    /// Frames waiting for a slow reader; beyond, they are dropped and one difference is sent later.
    #[arg(long, env = "PLENARIA_OUTBOX_FRAMES", default_value_t = 256)]
    pub outbox_frames: usize,
    /// Bytes waiting for a slow reader (the largest waiting frame, a whole board perhaps, not counted).
    #[arg(long, env = "PLENARIA_OUTBOX_BYTES", default_value_t = 1 << 20)]
    pub outbox_bytes: usize,
    /// Inputs waiting for a board; beyond, its sockets are read more slowly.
    #[arg(long, env = "PLENARIA_INBOX_FRAMES", default_value_t = 1024)]
    pub inbox_frames: usize,
    /// Bytes of frames waiting for a board; beyond, its sockets are read more slowly.
    #[arg(long, env = "PLENARIA_INBOX_BYTES", default_value_t = 8 << 20)]
    pub inbox_bytes: usize,
    /// Bytes read from a socket at once; ten thousand sockets times this is memory.
    #[arg(long, env = "PLENARIA_READ_BUFFER_BYTES", default_value_t = 1024)]
    pub read_buffer_bytes: usize,
    /// Bytes of one request's JSON.
    #[arg(long, env = "PLENARIA_JSON_BYTES", default_value_t = 256 * 1024)]
    pub json_bytes: usize,
    /// Bytes of one import, all files together: ten times the sample's hundred kilobytes and more.
    #[arg(long, env = "PLENARIA_IMPORT_BYTES", default_value_t = 4 << 20)]
    pub import_bytes: usize,
    /// Posters drawn at once; each takes two cores and up to 200 MB for a second.
    #[arg(long, env = "PLENARIA_POSTERS_AT_ONCE", default_value_t = 1)]
    pub posters_at_once: usize,
    /// Posters waiting to be drawn; more are asked to try again.
    #[arg(long, env = "PLENARIA_POSTERS_WAITING", default_value_t = 32)]
    pub posters_waiting: usize,
    /// Files of public pages that one address may have made in a minute; what is made already is for everybody at once.
    #[arg(long, env = "PLENARIA_PAGE_FILES_PER_ADDRESS", default_value_t = 60)]
    pub page_files_per_address: u32,
    /// Seconds a client has to send the head of a request, and a socket its token.
    #[arg(long, env = "PLENARIA_GREETING_SECONDS", default_value_t = 5)]
    pub greeting_seconds: u64,
    /// Seconds a request may take altogether; large posters on small machines are the slowest.
    #[arg(long, env = "PLENARIA_REQUEST_SECONDS", default_value_t = 60)]
    pub request_seconds: u64,
    /// Seconds between two pings of a socket.
    #[arg(long, env = "PLENARIA_PING_SECONDS", default_value_t = 20)]
    pub ping_seconds: u64,
    /// Seconds of silence, pongs included, after which a socket is given up.
    #[arg(long, env = "PLENARIA_SILENCE_SECONDS", default_value_t = 45)]
    pub silence_seconds: u64,
    /// Seconds a board stays in memory after the last person left.
    #[arg(long, env = "PLENARIA_IDLE_SECONDS", default_value_t = 30)]
    pub idle_seconds: u64,
    /// Seconds for storing and saying goodbye when the server is stopped.
    #[arg(long, env = "PLENARIA_STOP_SECONDS", default_value_t = 8)]
    pub stop_seconds: u64,
}

impl Limits {
    /// [`Limits::greeting_seconds`].
    pub fn greeting(&self) -> Duration {
        Duration::from_secs(self.greeting_seconds)
    }

    /// [`Limits::request_seconds`].
    pub fn request(&self) -> Duration {
        Duration::from_secs(self.request_seconds)
    }

    /// [`Limits::stop_seconds`].
    pub fn stop(&self) -> Duration {
        Duration::from_secs(self.stop_seconds)
    }

    /// How much one workshop may hold.
    pub fn workshop(&self) -> workshop::Limits {
        workshop::Limits {
            participants_max: self.participants_per_workshop,
            groups_max: self.groups_per_workshop,
            sessions_max: self.sessions_per_workshop,
        }
    }

    /// The settings of one board's room.
    pub fn room(&self, server_client: u64, fault: Option<room::Fault>) -> room::Config {
        let admission = admission::Limits {
            update_bytes: self.update_bytes,
            clients_per_participant: self.clients_per_participant,
            clients_per_board: self.clients_per_board,
            objects_per_board: self.objects_per_board,
            pieces_per_board: self.pieces_per_board,
            bytes_per_board: self.megabytes_per_board << 20,
            bytes_per_second: self.person_bytes_per_second,
            bytes_burst: self.person_burst_bytes,
            structs_per_second: self.person_structs_per_second,
            structs_burst: self.person_burst_structs,
            steps_per_second: self.person_steps_per_second,
            steps_burst: self.person_burst_steps,
        };
        room::Config {
            admission,
            sessions_max: self.sockets_per_board,
            frames_per_s: self.frames_per_second,
            bytes_per_s: self.bytes_per_second,
            burst_bytes: self.burst_bytes,
            presence_per_s: self.presence_per_second,
            fault,
            ..room::Config::new(server_client)
        }
    }
}

impl Default for Limits {
    fn default() -> Limits {
        #[derive(clap::Parser)]
        struct Defaults {
            #[command(flatten)]
            limits: Limits,
        }
        <Defaults as clap::Parser>::parse_from(["limits"]).limits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ad8_the_defaults_of_flags_are_those_that_are_fuzzed_and_tested() {
        let room = Limits::default().room(7, None);
        assert_eq!(room.admission, admission::Limits::default());
        let (ours, theirs) = (format!("{room:?}"), format!("{:?}", room::Config::new(7)));
        assert_eq!(ours, theirs);
    }
}
