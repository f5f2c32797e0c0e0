//! A WebSocket (RFC 6455) on a TCP connection, its directions apart.
//!
//! `tungstenite` reads, and answers what the protocol wants answered. What goes out is written from the bytes that all
//! receivers share, by whoever has it: a board's task as a rule, which so needs neither a copy nor the wake of another task.

mod frame;

use std::future::poll_fn;
use std::io::{self, IoSlice, Read, Write};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, ReadBuf};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tungstenite::protocol::{Role, WebSocketConfig, WebSocketContext};

pub use frame::Frame;
pub use tungstenite::error::ProtocolError;
pub use tungstenite::{Error, Message};

/// Bounds of what is read.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Bytes read at once, kept for as long as the socket is open.
    pub read_buffer: usize,
    /// Bytes of a message; more is [`Error::Capacity`].
    pub message: usize,
}

/// The two directions of a connection that has become a WebSocket; none if it is not TCP, which [`crate::listen`] does not serve.
pub fn split(upgraded: Upgraded, bounds: Bounds) -> Option<(Reading, Writing)> {
    let Ok(parts) = upgraded.downcast::<TokioIo<TcpStream>>() else {
        tracing::error!("a connection that is not TCP cannot become a socket");
        return None;
    };
    let (reading, writing) = parts.io.into_inner().into_split();
    let config = WebSocketConfig::default()
        .read_buffer_size(bounds.read_buffer)
        .max_frame_size(Some(bounds.message))
        .max_message_size(Some(bounds.message));
    // A copy: the bytes are a slice of the buffer for the request's head, which is not to be kept.
    let read = parts.read_buf.to_vec();
    let protocol = WebSocketContext::from_partially_read(read, Role::Server, Some(config));
    Some((Reading { stream: reading, protocol: Box::new(protocol) }, Writing(Arc::new(writing))))
}

/// What comes in.
#[derive(Debug)]
pub struct Reading {
    stream: OwnedReadHalf,
    protocol: Box<WebSocketContext>,
}

impl Reading {
    /// The next message; `answer` gets what has to be sent for it, a pong or a close. Nothing is lost when this is dropped half-way.
    ///
    /// # Errors
    /// [`Error`]; reading on is of no use after one.
    pub async fn next(&mut self, mut answer: impl FnMut(Frame)) -> Result<Message, Error> {
        let mut said = Vec::new();
        let message = poll_fn(|context| {
            let mut io = Io { stream: Pin::new(&mut self.stream), context, said: &mut said };
            let message = match self.protocol.read(&mut io) {
                Err(Error::Io(error)) if error.kind() == io::ErrorKind::WouldBlock => return Poll::Pending,
                message => message,
            };
            if matches!(message, Ok(Message::Ping(_) | Message::Close(_))) {
                // Writing into memory cannot fail; that a close ends the conversation is no news.
                let _ = self.protocol.flush(&mut io);
            }
            Poll::Ready(message)
        })
        .await;
        if !said.is_empty() {
            answer(Frame::ready(said.into()));
        }
        message
    }
}

/// Bytes from the connection; what the protocol answers is only collected.
struct Io<'a, 'b> {
    stream: Pin<&'a mut OwnedReadHalf>,
    context: &'a mut Context<'b>,
    said: &'a mut Vec<u8>,
}

impl Read for Io<'_, '_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut into = ReadBuf::new(into);
        match self.stream.as_mut().poll_read(self.context, &mut into) {
            Poll::Ready(read) => read.map(|()| into.filled().len()),
            Poll::Pending => Err(io::ErrorKind::WouldBlock.into()),
        }
    }
}

impl Write for Io<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.said.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Where frames are written to.
pub trait Line: std::fmt::Debug + Send {
    /// Writes as much of `parts` as goes without waiting.
    ///
    /// # Errors
    /// [`io::ErrorKind::WouldBlock`] when nothing goes; anything else ends the line.
    fn try_write(&self, parts: &[IoSlice<'_>]) -> io::Result<usize>;
}

/// What goes out. When the last of it is dropped, the other side learns that nothing more comes.
#[derive(Clone, Debug)]
pub struct Writing(Arc<OwnedWriteHalf>);

impl Writing {
    /// Waits until something can be written.
    ///
    /// # Errors
    /// When the connection is gone.
    pub async fn ready(&self) -> io::Result<()> {
        self.0.writable().await
    }
}

impl Line for Writing {
    fn try_write(&self, parts: &[IoSlice<'_>]) -> io::Result<usize> {
        self.0.try_write_vectored(parts)
    }
}
