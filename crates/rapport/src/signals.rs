//! When the server is asked to stop.

/// Ends with SIGINT (Ctrl-C) or SIGTERM.
pub async fn stop_asked() {
    let interrupt = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
        }
        // Without a handler the default applies, which ends the process.
        Err(_) => drop(interrupt.await),
    }
}
