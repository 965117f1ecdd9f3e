//! Made-up customer data: a small messy sample that ships with the product, and any number of rows for measuring.
//!
//! Deterministic: the same seed gives the same bytes. Knows nothing of the rest of the product, so that its expected
//! numbers share no misunderstanding with the code they check. Nobody in it exists.

mod bench;
mod calendar;
mod expected;
mod quoting;
mod rng;
mod shop;
mod shop_crm;
mod shop_csv;
mod shop_support;
mod spelling;
mod union;
mod words;

pub use bench::{Bench, Format, bench_customers, bench_files};
pub use expected::{BenchExpected, ShopExpected};
pub use shop::{CRM_FILE, EXPECTED_FILE, SHOP_FILE, SUPPORT_FILE, shop_files};

/// Why a sample could not be written.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// The folder or writer refused.
    #[error("the sample could not be written")]
    Write(#[from] std::io::Error),
    /// The workbook library refused.
    #[error("the sample workbook could not be written")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The generator contradicts itself: its union of equal keys is not the set of customers it meant.
    #[error("the generated rows hold {found} customers, {meant} were meant")]
    SelfCheck {
        /// Customers by equal keys.
        found: u32,
        /// Customers meant.
        meant: u32,
    },
}
