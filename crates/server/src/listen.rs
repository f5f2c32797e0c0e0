//! Taking connections: a bounded number of them, and a deadline for what each asks. axum's own loop has neither.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower_service::Service;

/// Bytes of a request's head. Tokens, origins and a browser's usual two kilobytes fit several times.
const HEAD_BYTES: usize = 32 * 1024;
/// After the system refused a connection (no file descriptor left) trying at once would only spin.
const PAUSE: Duration = Duration::from_millis(100);

/// Bounds of [`serve`].
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Open connections; more wait in the system's queue.
    pub connections: usize,
    /// How long the head of a request may take, the wait for it included.
    pub head: Duration,
}

/// A connection's place among them, in the extensions of its requests: whoever takes the connection over keeps it.
#[derive(Clone, Debug)]
pub struct Place {
    _permit: Arc<OwnedSemaphorePermit>,
}

/// Serves `router` on `listener` for as long as it is polled; connections go on in tasks of their own.
pub async fn serve(listener: TcpListener, router: Router, bounds: Bounds) {
    let places = Arc::new(Semaphore::new(bounds.connections.clamp(1, Semaphore::MAX_PERMITS)));
    // A place first: a connection that was taken is served.
    while let Ok(place) = places.clone().acquire_owned().await {
        match listener.accept().await {
            Ok((stream, address)) => {
                let router = router.clone();
                let place = Place { _permit: Arc::new(place) };
                tokio::spawn(connection(stream, address, place, router, bounds.head));
            }
            Err(error) => {
                tracing::warn!(error = %error, "a connection could not be taken");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

async fn connection(stream: TcpStream, address: SocketAddr, place: Place, router: Router, head: Duration) {
    // Small frames must not wait for each other.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(error = %error, "no TCP_NODELAY");
    }
    let answer = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(address));
        request.extensions_mut().insert(place.clone());
        router.clone().call(request)
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), answer)
        .with_upgrades()
        .await;
    // The other side is slow, gone, or speaks something else: its own affair, and no reason for a line in the log.
    if let Err(error) = served {
        tracing::debug!(error = %error, "a connection ended early");
    }
}
