//! The report of a guest.

use crate::item::Item;
use crate::{ALLOCATOR, Report};

/// A report in the making.
pub struct Tally {
    report: Report,
    /// Allocations when making readers and writers began, then when they were made.
    since: u32,
}

impl Tally {
    /// Begins, before anything is made.
    pub fn new() -> Tally {
        let report = Report { count: 0, weight: 0, cancelled: 0, making: 0, first: 0, all: 0 };
        Tally { report, since: ALLOCATOR.count() }
    }

    /// Everything is made; the items come now.
    pub fn made(&mut self) {
        let count = ALLOCATOR.count();
        self.report.making = count - self.since;
        self.since = count;
    }

    /// An item was read or written.
    pub fn item(&mut self, item: &impl Item) {
        self.weighed(item.weight());
    }

    /// An item of that weight was read or written.
    pub fn weighed(&mut self, weight: u64) {
        self.report.count += 1;
        self.report.weight += weight * u64::from(self.report.count);
        if self.report.count == 1 {
            self.report.first = ALLOCATOR.count() - self.since;
        }
    }

    /// An operation was cancelled.
    pub fn cancelled(&mut self) {
        self.report.cancelled += 1;
    }

    /// No more items.
    pub fn finish(mut self) -> Report {
        self.report.all = ALLOCATOR.count() - self.since;
        self.report
    }
}
