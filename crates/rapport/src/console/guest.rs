//! The asking side: hands the command line over and shows what comes back.

use std::io::{self, BufReader, Write};
use std::net::{Ipv4Addr, TcpStream};

use super::Request;
use super::frame::Frame;
use crate::data_directory::ServerAddress;
use crate::failure::{Exit, Failure};
use crate::language::Language;
use crate::output::Output;

/// Lets the server at `address` do the work of this command line.
///
/// # Errors
/// [`Failure`] when the server does not answer, or goes away before the end.
pub fn run(address: &ServerAddress, language: Language, secret: Option<String>, output: &dyn Output) -> Result<Exit, Failure> {
    let refused =
        |error: &io::Error| Failure::because(language.pick("the running server does not answer", "正在运行的服务器没有响应"), error);
    if address.version != env!("CARGO_PKG_VERSION") {
        let message = language.pick(
            "the running server is another version of rapport; restart it or use its own program",
            "正在运行的服务器是另一个版本的 rapport；请重启服务器，或使用与它相同的程序",
        );
        return Err(Failure::failed(message));
    }
    let mut connection = TcpStream::connect((Ipv4Addr::LOCALHOST, address.console)).map_err(|error| refused(&error))?;
    let request = request(address, language, secret)?;
    let mut line = serde_json::to_vec(&request).map_err(|error| Failure::because("request", &error))?;
    line.push(b'\n');
    connection.write_all(&line).map_err(|error| refused(&error))?;
    let mut answers = BufReader::new(connection);
    let mut is_unread = false;
    loop {
        match Frame::read(&mut answers).map_err(|error| refused(&error))? {
            // The reader has seen enough, as `head` has; only how the command ended is of interest now.
            Some(Frame::Result(_)) if is_unread => return Ok(Exit::Done),
            Some(Frame::Result(bytes)) => match output.result(&bytes) {
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => is_unread = true,
                other => other.map_err(|error| Failure::because(language.pick("output", "输出"), &error))?,
            },
            Some(Frame::Line(line)) => output.say(&line),
            Some(Frame::Step(step)) => output.step(&step),
            Some(Frame::Exit(exit)) => return Ok(exit),
            None => {
                let message = language.pick(
                    "the server went away before the command was done; start it again and repeat the command",
                    "命令完成前服务器已断开；请重新启动服务器并重试该命令",
                );
                return Err(Failure::failed(message));
            }
        }
    }
}

fn request(address: &ServerAddress, language: Language, secret: Option<String>) -> Result<Request, Failure> {
    let not_text =
        || Failure::usage(language.pick("names of files must be UTF-8 while a server is running", "服务器运行时，文件名必须是 UTF-8"));
    let words = std::env::args_os().map(|word| word.into_string().map_err(|_| not_text())).collect::<Result<Vec<_>, _>>()?;
    let folder = std::env::current_dir().map_err(|error| Failure::because(language.pick("current folder", "当前目录"), &error))?;
    let folder = folder.into_os_string().into_string().map_err(|_| not_text())?;
    Ok(Request {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        token: address.token.clone(),
        words,
        folder,
        language: language.code().to_owned(),
        secret,
    })
}
