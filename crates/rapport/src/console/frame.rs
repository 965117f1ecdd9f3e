//! What the server sends back: frames of one byte for the kind, four for the length, and the content.

use std::io::{self, Read, Write};

use crate::failure::Exit;
use crate::output::Step;

/// Most bytes of one frame.
const FRAME_BYTES_MAX: usize = 1 << 20;

/// One thing that the command says.
#[derive(Debug, PartialEq)]
pub enum Frame {
    /// Bytes of the result.
    Result(Vec<u8>),
    /// A line for a person.
    Line(String),
    /// How far the work has come.
    Step(Step),
    /// The end.
    Exit(Exit),
}

impl Frame {
    /// Sends it.
    ///
    /// # Errors
    /// Those of the connection.
    pub fn write(&self, to: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Result(bytes) => bytes.chunks(FRAME_BYTES_MAX).try_for_each(|part| write_part(to, b'r', part)),
            Self::Line(line) => write_part(to, b'l', line.as_bytes()),
            Self::Step(step) => write_part(to, b's', &serde_json::to_vec(step).map_err(io::Error::other)?),
            Self::Exit(exit) => write_part(to, b'x', &serde_json::to_vec(exit).map_err(io::Error::other)?),
        }
    }

    /// Reads the next one; `None` when the connection ended before the exit.
    ///
    /// # Errors
    /// Those of the connection, and `InvalidData` for anything that is no frame.
    pub fn read(from: &mut dyn Read) -> io::Result<Option<Self>> {
        let mut head = [0_u8; 5];
        match from.read_exact(&mut head) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            other => other?,
        }
        let [kind, length @ ..] = head;
        let length = usize::try_from(u32::from_le_bytes(length)).unwrap_or(usize::MAX);
        if length > FRAME_BYTES_MAX {
            return Err(invalid());
        }
        let mut content = vec![0; length];
        from.read_exact(&mut content)?;
        let frame = match kind {
            b'r' => Self::Result(content),
            b'l' => Self::Line(String::from_utf8(content).map_err(|_| invalid())?),
            b's' => Self::Step(serde_json::from_slice(&content).map_err(|_| invalid())?),
            b'x' => Self::Exit(serde_json::from_slice(&content).map_err(|_| invalid())?),
            _ => return Err(invalid()),
        };
        Ok(Some(frame))
    }
}

fn write_part(to: &mut dyn Write, kind: u8, content: &[u8]) -> io::Result<()> {
    let content = content.get(..FRAME_BYTES_MAX).unwrap_or(content);
    let [a, b, c, d] = u32::try_from(content.len()).map_err(|_| invalid())?.to_le_bytes();
    to.write_all(&[kind, a, b, c, d])?;
    to.write_all(content)?;
    to.flush()
}

fn invalid() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the server's answer is not understood")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent_arrives() {
        let frames = [
            Frame::Result(b"{}\n".to_vec()),
            Frame::Line("读取".to_owned()),
            Frame::Step(Step { label: "x".to_owned(), done: 1, total: None }),
            Frame::Exit(Exit::Leftovers),
        ];
        let mut sent = Vec::new();
        for frame in &frames {
            frame.write(&mut sent).expect("written");
        }
        let mut from = sent.as_slice();
        for frame in frames {
            assert_eq!(Frame::read(&mut from).expect("read"), Some(frame));
        }
        assert_eq!(Frame::read(&mut from).expect("end"), None);
    }

    #[test]
    fn a_stranger_s_bytes_are_refused() {
        for bytes in [&b"HTTP/1.1 400"[..], b"r\xff\xff\xff\xff", b"q\0\0\0\0"] {
            assert!(Frame::read(&mut &bytes[..]).is_err(), "{bytes:?}");
        }
    }
}
