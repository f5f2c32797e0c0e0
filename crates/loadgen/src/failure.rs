//! What can go wrong in a measurement.

/// Why a run gave no figures.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The system refused.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// The system refused, told by its number.
    #[error("{0}")]
    Errno(#[from] rustix::io::Errno),
    /// Something that is no JSON, or not the expected one.
    #[error("unexpected answer: {0}")]
    Json(#[from] serde_json::Error),
    /// The run cannot be what its name says.
    #[error("{0}")]
    Run(String),
}

/// A result of this crate.
pub type Outcome<T> = Result<T, Failure>;

/// A [`Failure::Run`].
pub fn failed<T>(why: impl Into<String>) -> Outcome<T> {
    Err(Failure::Run(why.into()))
}
