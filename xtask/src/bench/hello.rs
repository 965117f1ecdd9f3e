//! What this machine can answer at most: a fixed text of the same library for HTTP, without anything behind it.

use std::sync::mpsc;

use axum::Router;
use axum::routing::get;

/// Starts the server on a thread of its own, for as long as the process lives; its address.
pub fn start() -> Result<String, String> {
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
        let serve = async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
            let _ = send.send(listener.local_addr()?.to_string());
            axum::serve(listener, Router::new().route("/", get(|| async { "hello" }))).await
        };
        runtime.and_then(|runtime| runtime.block_on(serve))
    });
    receive.recv().map_err(|_| "the plain server did not start".to_owned())
}
