//! A board as nobody chose anything about it: for who only has the link of its public page.

use std::fmt::Debug;

use board::role::Role;
use publish::poster::{self, Print, SvgText};
use workshop::BoardEntry;

use super::*;
use crate::background;
use crate::http::press;

/// A board to be drawn.
pub struct Usual(Sheet, WorkshopId);

impl Usual {
    /// With the names of people on the notes, or with none.
    pub async fn new(
        app: &App,
        workshop: &Arc<workshop::Workshop>,
        board: &BoardEntry,
        names: bool,
    ) -> Result<Self, ApiError> {
        let opened = Opened { workshop: workshop.clone(), board: board.clone(), role: Role::Viewer };
        Ok(Self(Sheet::new(app, &opened, &Wish::usual(names)).await?, workshop.id.clone()))
    }

    /// Another one whenever what is drawn is another one.
    pub fn tag(&self, file: impl Debug) -> String {
        let Self(sheet, _) = self;
        tag(&format!("{:?} {file:?}", sheet.options), &[sheet.seq])
    }

    /// On paper, in its turn.
    pub async fn poster(mut self, app: &App, format: Format) -> Result<Vec<u8>, ApiError> {
        self.0.fetch(app, &self.1, &[]).await?;
        let turn = press::turn(app).await?;
        self.made(move |sheet, out| {
            let _held = turn;
            sheet.write(format, Print::default(), out)
        })
        .await
    }

    /// By itself, as SVG.
    pub async fn picture(mut self, app: &App) -> Result<Vec<u8>, ApiError> {
        self.0.fetch(app, &self.1, &[]).await?;
        self.made(|sheet, out| {
            sheet.options.images = images::rasters(std::mem::take(&mut sheet.images));
            poster::svg(&poster::picture(&sheet.view, &sheet.options), SvgText::Outlines, out).map(|_| ())
        })
        .await
    }

    // Who only reads does not slow down those who write.
    async fn made(
        self,
        write: impl FnOnce(&mut Sheet, &mut Vec<u8>) -> Result<(), Failure> + Send + 'static,
    ) -> Result<Vec<u8>, ApiError> {
        let Self(mut sheet, _) = self;
        let made = background::run("public", move || {
            let mut out = Vec::new();
            write(&mut sheet, &mut out).map(|()| out)
        });
        made.await.map_err(|_| ApiError::unavailable())?.map_err(|error| {
            tracing::error!(error = %error, "a board could not be drawn");
            ApiError::unavailable()
        })
    }
}
