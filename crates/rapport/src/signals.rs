//! When the server is asked to stop.

use std::future::Future;

use tokio::signal::unix::{SignalKind, signal};

/// Ends with SIGINT (Ctrl-C) or SIGTERM. Listens from the call on, not only from the first wait, so that whoever was told that the
/// program is ready can stop it. Must be called inside a runtime.
pub fn stop_asked() -> impl Future<Output = ()> + Send + 'static {
    let signals = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()));
    async move {
        match signals {
            (Ok(mut interrupt), Ok(mut terminate)) => {
                tokio::select! {
                    _ = interrupt.recv() => {}
                    _ = terminate.recv() => {}
                }
            }
            // Without handlers the default applies, which ends the process.
            (_, _) => std::future::pending().await,
        }
    }
}
