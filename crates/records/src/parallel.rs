//! Work on many records at once, on the processors that the writer's thread leaves idle meanwhile.

use std::num::NonZeroUsize;
use std::thread;

use store::StoreError;

/// Fewer items are not worth a thread.
const ITEMS_MIN: usize = 256;
/// Threads at most, the calling one among them.
const THREADS_MAX: usize = 4;

/// Applies `work` to `items` in slices, each on a thread, and returns what the slices gave, in the order of the items.
///
/// # Errors
/// [`StoreError::Panicked`] when `work` did.
pub(crate) fn in_slices<T: Send, R: Send>(items: Vec<T>, work: impl Fn(Vec<T>) -> R + Sync) -> Result<Vec<R>, StoreError> {
    if items.len() < ITEMS_MIN {
        return Ok(vec![work(items)]);
    }
    // Asked for many items only: the answer comes from files of the system, which costs as much as a whole single write.
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get).min(THREADS_MAX);
    if threads == 1 {
        return Ok(vec![work(items)]);
    }
    let size = items.len().div_ceil(threads);
    let mut slices = Vec::with_capacity(threads);
    let mut rest = items;
    while rest.len() > size {
        let after = rest.split_off(size);
        slices.push(std::mem::replace(&mut rest, after));
    }
    thread::scope(|scope| {
        let work = &work;
        let others: Vec<_> = slices.into_iter().map(|slice| scope.spawn(move || work(slice))).collect();
        let last = work(rest);
        let mut done = Vec::with_capacity(threads);
        for other in others {
            done.push(other.join().map_err(|_| StoreError::Panicked)?);
        }
        done.push(last);
        Ok(done)
    })
}
