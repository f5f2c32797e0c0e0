//! The sample workshop: a made-up laboratory in Italian, to look around in.

use anyhow::{Context, anyhow};
use board::id::{ParticipantId, WorkshopId};
use bytes::Bytes;
use workshop::import::Files;
use workshop::{BoardKind, Spec, Workshop};

use crate::app::App;
use crate::auth::{self, Person, Principal};
use crate::http::import_files;
use crate::secret;

const NOTES: &[u8] = include_bytes!("../../../tests/data/laboratorio/notes.csv");
const LINKS: &[u8] = include_bytes!("../../../tests/data/laboratorio/links.csv");
const AGENDA: &[u8] = include_bytes!("../../../tests/data/laboratorio/agenda.csv");
const ROOMS: &[u8] = include_bytes!("../../../tests/data/laboratorio/zoom-breakout.csv");

const TITLE: &str = "Comunità di pratica: parchi, scuole, biblioteche, servizi sociali";
/// Which workshop is the sample.
const KEY: &str = "sample";

/// Loads the sample if there is no workshop yet, and returns the lines that lead into it.
///
/// # Errors
/// When the store fails.
pub async fn links(app: &App) -> anyhow::Result<Vec<String>> {
    let id = match app.store.get(KEY).await? {
        Some(entry) => {
            std::str::from_utf8(&entry.value)?.parse::<WorkshopId>().context("the sample's record")?
        }
        None if app.workshops.list().await?.is_empty() => make(app).await?,
        None => return Ok(Vec::new()),
    };
    let workshop = app.workshops.get(&id).await?;
    // A facilitator's token cannot be shown again, only made anew.
    let person = Person { workshop: id.clone(), id: ParticipantId::from_random(secret::random()) };
    let (token, put) = auth::issue(&Principal::Facilitator(person)).context("a token for the sample")?;
    app.store.commit(vec![put]).await?;
    let plenary = workshop.boards.iter().find(|board| board.kind == BoardKind::Plenary);
    let plenary = plenary.map(|board| format!("{}/b/{}", app.public, board.id)).unwrap_or_default();
    Ok(vec![
        format!("  sample, facilitator   {}", app.facilitator_url(&id, token.reveal())),
        format!("  sample, participants  {}", app.join_url(&workshop.invite)),
        format!("  sample, join code     {}", workshop::code::show(&workshop.code)),
        format!("  sample, plenary       {plenary}   (open the facilitator's link first)"),
    ])
}

async fn make(app: &App) -> anyhow::Result<WorkshopId> {
    let groups = ["Ambiente", "Cultura", "Scuola", "Sociale"].map(str::to_owned).to_vec();
    let spec = Spec { title: TITLE.to_owned(), groups, ..Spec::default() };
    let limits = app.limits.workshop();
    let workshop = Workshop::create(&spec, &limits, &mut secret::random, app.clock.now_ms())?;
    app.workshops.create(&workshop, Vec::new()).await?;
    let files = Files { notes: Some(NOTES), links: Some(LINKS), agenda: Some(AGENDA), rooms: Some(ROOMS) };
    import_files(app, &workshop.id, files)
        .await
        .map_err(|error| anyhow!("the sample cannot be loaded: {error:?}"))?;
    app.store.put(KEY, Bytes::from(workshop.id.to_string())).await?;
    Ok(workshop.id)
}
