//! Rows joined by equal keys: the independent count of customers.

use crate::rng::NumberMap;

/// A union-find over rows, fed with (row, key) pairs.
#[derive(Debug, Default)]
pub(crate) struct Union {
    parents: Vec<u32>,
    first_row_of_key: NumberMap<u32>,
    groups: u32,
}

impl Union {
    /// Adds a row of its own; rows are numbered from 0 in the order they come.
    pub(crate) fn add_row(&mut self) -> u32 {
        let row = u32::try_from(self.parents.len()).unwrap_or(u32::MAX);
        self.parents.push(row);
        self.groups += 1;
        row
    }

    /// Joins `row` with every row that has `key`.
    pub(crate) fn add_key(&mut self, row: u32, key: u64) {
        let first = *self.first_row_of_key.entry(key).or_insert(row);
        let (one, other) = (self.root(first), self.root(row));
        if one != other {
            self.parents[one.max(other) as usize] = one.min(other);
            self.groups -= 1;
        }
    }

    /// How many groups of rows there are.
    pub(crate) fn groups(&self) -> u32 {
        self.groups
    }

    /// The first row of the group `row` belongs to.
    pub(crate) fn group_of(&mut self, row: u32) -> u32 {
        self.root(row)
    }

    fn root(&mut self, mut row: u32) -> u32 {
        while self.parents[row as usize] != row {
            let above = self.parents[self.parents[row as usize] as usize];
            self.parents[row as usize] = above;
            row = above;
        }
        row
    }
}
