//! The answer to a submitted write, waited for on a thread or in async code.

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;

use tokio::sync::oneshot;

use crate::StoreError;

/// An answer to come. Dropping it does not take the write back.
#[must_use = "the write happens anyway, but nobody learns whether it succeeded"]
pub struct Pending<R> {
    state: State<R>,
}

enum State<R> {
    Waiting(oneshot::Receiver<R>),
    Known(Option<R>),
}

impl<R> Pending<R> {
    pub(crate) fn waiting(receiver: oneshot::Receiver<R>) -> Self {
        Self { state: State::Waiting(receiver) }
    }

    pub(crate) fn known(answer: R) -> Self {
        Self { state: State::Known(Some(answer)) }
    }
}

impl<T, E: From<StoreError>> Pending<Result<T, E>> {
    /// Blocks this thread until the write is on disk or refused.
    ///
    /// # Errors
    /// What the operation returned, or a [`StoreError`] of the commit.
    pub fn wait(self) -> Result<T, E> {
        let mut future = pin!(self);
        let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
        let mut context = Context::from_waker(&waker);
        loop {
            match future.as_mut().poll(&mut context) {
                Poll::Ready(answer) => return answer,
                Poll::Pending => std::thread::park(),
            }
        }
    }
}

// Nothing in here is pinned structurally: the receiver is `Unpin` and the answer is only moved out.
impl<R> Unpin for Pending<R> {}

impl<T, E: From<StoreError>> Future for Pending<Result<T, E>> {
    type Output = Result<T, E>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut self.state {
            State::Known(answer) => Poll::Ready(answer.take().unwrap_or_else(|| Err(StoreError::Closed.into()))),
            State::Waiting(receiver) => {
                Pin::new(receiver).poll(context).map(|answer| answer.unwrap_or_else(|_| Err(StoreError::Closed.into())))
            }
        }
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}
