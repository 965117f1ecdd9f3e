//! The conversation with a mail server (RFC 5321; STARTTLS: RFC 3207; signing in: RFC 4954).

use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rustls::{ClientConnection, StreamOwned};

use super::{Encrypted, SYSTEM, unavailable};
use crate::account::SecretText;
use crate::error::ConnectorError;

/// Between two looks whether somebody wants us to stop.
const LOOK_AGAIN: Duration = Duration::from_millis(200);
/// Most bytes of one answer, all its lines together.
const ANSWER_BYTES_MAX: usize = 16 * 1024;
/// Characters of an answer that are told.
const SHOWN_CHARS: usize = 200;

/// What is under the conversation.
pub(super) enum Wire {
    Plain(TcpStream),
    Encrypted(Box<Encrypted>),
}

impl Wire {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(stream) => stream.read(into),
            Self::Encrypted(stream) => stream.read(into),
        }
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(stream) => stream.write(bytes),
            Self::Encrypted(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(stream) => stream.flush(),
            Self::Encrypted(stream) => stream.flush(),
        }
    }
}

/// An answer of the server.
struct Answer {
    code: u16,
    lines: Vec<String>,
}

impl Answer {
    fn is_good(&self) -> bool {
        (200..400).contains(&self.code)
    }

    /// What it says, for people.
    fn shown(&self) -> String {
        let text: String = self.lines.join(" ").chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        format!("{} {}", self.code, text.chars().take(SHOWN_CHARS).collect::<String>())
    }

    /// A refusal, by what helps.
    fn error(&self, what: &str) -> ConnectorError {
        let reason = format!("{what}: {}", self.shown());
        // 4yz: try again later (RFC 5321, section 4.2.1).
        if self.code < 500 { unavailable(reason) } else { ConnectorError::Forbidden { system: SYSTEM.to_owned(), reason } }
    }
}

pub(super) struct Conversation {
    wire: Wire,
    until: Instant,
    cancel: Arc<AtomicBool>,
    received: Vec<u8>,
    /// What the server offers, in capitals.
    offers: Vec<String>,
}

impl Conversation {
    pub(super) fn new(wire: Wire, until: Instant, cancel: Arc<AtomicBool>) -> Result<Self, ConnectorError> {
        if let Wire::Plain(stream) = &wire {
            let prepared = stream.set_read_timeout(Some(LOOK_AGAIN)).and_then(|()| stream.set_write_timeout(Some(LOOK_AGAIN)));
            prepared.map_err(|error| unavailable(error.kind().to_string()))?;
        }
        Ok(Self { wire, until, cancel, received: Vec::new(), offers: Vec::new() })
    }

    /// The same conversation, encrypted from here on. What arrived before cannot be trusted and is thrown away.
    pub(super) fn encrypted(self, connection: ClientConnection) -> Result<Self, ConnectorError> {
        let Wire::Plain(stream) = self.wire else { return Err(unavailable("it is encrypted already".to_owned())) };
        if !self.received.is_empty() {
            return Err(unavailable("it spoke before it was encrypted".to_owned()));
        }
        let wire = Wire::Encrypted(Box::new(StreamOwned::new(connection, stream)));
        let mut talk = Self { wire, received: Vec::new(), offers: Vec::new(), ..self };
        talk.shake_hands()?;
        Ok(talk)
    }

    fn shake_hands(&mut self) -> Result<(), ConnectorError> {
        loop {
            self.look()?;
            let Wire::Encrypted(stream) = &mut self.wire else { return Ok(()) };
            if !stream.conn.is_handshaking() {
                return Ok(());
            }
            match stream.conn.complete_io(&mut stream.sock) {
                Ok(_) => {}
                Err(error) if is_pause(&error) => {}
                Err(error) => return Err(unavailable(format!("no safe connection: {error}"))),
            }
        }
    }

    /// Hears the greeting and introduces us.
    pub(super) fn greet(&mut self) -> Result<(), ConnectorError> {
        let greeting = self.answer()?;
        if !greeting.is_good() {
            return Err(greeting.error("the greeting"));
        }
        self.hello()
    }

    /// Introduces us and learns what the server offers.
    pub(super) fn hello(&mut self) -> Result<(), ConnectorError> {
        // The name of a client that has none is an address (RFC 5321, section 4.1.3).
        let answer = self.say("EHLO [127.0.0.1]")?;
        if !answer.is_good() {
            return Err(answer.error("EHLO"));
        }
        self.offers = answer.lines.iter().skip(1).map(|line| line.to_uppercase()).collect();
        Ok(())
    }

    /// Asks for encryption; a server that does not offer it gets nothing.
    pub(super) fn ask_for_tls(&mut self) -> Result<(), ConnectorError> {
        if !self.offers.iter().any(|line| line == "STARTTLS") {
            let reason = "it does not offer STARTTLS; choose another encryption".to_owned();
            return Err(ConnectorError::Setting { setting: "encryption".to_owned(), reason });
        }
        let answer = self.say("STARTTLS")?;
        if answer.is_good() { Ok(()) } else { Err(answer.error("STARTTLS")) }
    }

    /// Signs in by `PLAIN`, or by `LOGIN` where only that is offered.
    pub(super) fn sign_in(&mut self, user: &str, password: &SecretText) -> Result<(), ConnectorError> {
        let offers = |way: &str| self.offers.iter().any(|line| line.starts_with("AUTH") && line.split([' ', '=']).any(|word| word == way));
        let answer = if offers("PLAIN") {
            let secret = STANDARD.encode(format!("\0{user}\0{}", password.reveal()));
            self.say(&format!("AUTH PLAIN {secret}"))?
        } else if offers("LOGIN") {
            let mut answer = self.say("AUTH LOGIN")?;
            for part in [user, password.reveal()] {
                if answer.code != 334 {
                    break;
                }
                answer = self.say(&STANDARD.encode(part))?;
            }
            answer
        } else {
            let reason = "it offers neither AUTH PLAIN nor AUTH LOGIN".to_owned();
            return Err(ConnectorError::Unsupported { system: SYSTEM.to_owned(), what: format!("take a sign-in: {reason}") });
        };
        match answer.code {
            235 => Ok(()),
            400..=499 => Err(unavailable(format!("the sign-in was not taken ({})", answer.code))),
            // Its words may repeat what was sent.
            code => Err(ConnectorError::Unauthorised { system: SYSTEM.to_owned(), reason: format!("code {code}") }),
        }
    }

    /// Gives the message. It is for all recipients or for none.
    pub(super) fn give(mut self, from: &str, to: &[String], text: &str) -> Result<(), ConnectorError> {
        let mut commands = vec![("the sender", format!("MAIL FROM:<{from}>"))];
        commands.extend(to.iter().map(|address| ("a recipient", format!("RCPT TO:<{address}>"))));
        commands.push(("DATA", "DATA".to_owned()));
        for (what, command) in commands {
            let answer = self.say(&command)?;
            if !answer.is_good() {
                return Err(answer.error(what));
            }
        }
        // Headers and base64: no line begins with a dot.
        let unknown = |error| match error {
            ConnectorError::Unavailable { reason, .. } => ConnectorError::UnknownOutcome { system: SYSTEM.to_owned(), reason },
            other => other,
        };
        self.send(format!("{text}.\r\n").as_bytes())?;
        let answer = self.answer().map_err(unknown)?;
        if !answer.is_good() {
            return Err(answer.error("the message"));
        }
        // It is taken over; how the goodbye goes is of no interest.
        let _ = self.send(b"QUIT\r\n");
        Ok(())
    }

    fn say(&mut self, command: &str) -> Result<Answer, ConnectorError> {
        self.send(format!("{command}\r\n").as_bytes())?;
        self.answer()
    }

    fn send(&mut self, mut bytes: &[u8]) -> Result<(), ConnectorError> {
        while !bytes.is_empty() {
            self.look()?;
            match self.wire.write(bytes) {
                Ok(0) => return Err(unavailable("the connection ended".to_owned())),
                Ok(count) => bytes = bytes.get(count..).unwrap_or_default(),
                Err(error) if is_pause(&error) => {}
                Err(error) => return Err(unavailable(error.kind().to_string())),
            }
        }
        loop {
            self.look()?;
            match self.wire.flush() {
                Ok(()) => return Ok(()),
                Err(error) if is_pause(&error) => {}
                Err(error) => return Err(unavailable(error.kind().to_string())),
            }
        }
    }

    /// One answer, which may have several lines: `250-…` until `250 …`.
    fn answer(&mut self) -> Result<Answer, ConnectorError> {
        let mut lines = Vec::new();
        let mut bytes = 0;
        loop {
            let line = self.line()?;
            bytes += line.len();
            let code = line.get(..3).and_then(|code| code.parse::<u16>().ok()).filter(|code| (200..600).contains(code));
            let (Some(code), true) = (code, bytes <= ANSWER_BYTES_MAX) else {
                return Err(ConnectorError::BadAnswer { system: SYSTEM.to_owned(), reason: "this is no answer of SMTP".to_owned() });
            };
            lines.push(line.get(4..).unwrap_or_default().trim().to_owned());
            if line.as_bytes().get(3) != Some(&b'-') {
                return Ok(Answer { code, lines });
            }
        }
    }

    fn line(&mut self) -> Result<String, ConnectorError> {
        loop {
            if let Some(end) = self.received.iter().position(|byte| *byte == b'\n') {
                let rest = self.received.split_off(end + 1);
                let line = std::mem::replace(&mut self.received, rest);
                return Ok(String::from_utf8_lossy(&line).trim_end().to_owned());
            }
            if self.received.len() > ANSWER_BYTES_MAX {
                return Err(ConnectorError::BadAnswer { system: SYSTEM.to_owned(), reason: "a line has no end".to_owned() });
            }
            self.look()?;
            let mut buffer = [0_u8; 2048];
            match self.wire.read(&mut buffer) {
                Ok(0) => return Err(unavailable("the connection ended".to_owned())),
                Ok(count) => self.received.extend_from_slice(buffer.get(..count).unwrap_or_default()),
                Err(error) if is_pause(&error) => {}
                Err(error) => return Err(unavailable(error.kind().to_string())),
            }
        }
    }

    /// Whether to go on.
    fn look(&self) -> Result<(), ConnectorError> {
        if self.cancel.load(Ordering::Relaxed) {
            return Err(ConnectorError::Cancelled);
        }
        if Instant::now() < self.until { Ok(()) } else { Err(unavailable("it took too long".to_owned())) }
    }
}

/// The time-out of one look at the wire.
fn is_pause(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted)
}
