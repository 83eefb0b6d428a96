//! Collections of fixed capacity: a vector, a map, a double-ended queue, a priority queue, a history.

use alloc::string::String;
use alloc::vec::Vec;

use heapless::binary_heap::{BinaryHeap, Min};
use heapless::index_map::FnvIndexMap;
use heapless::{Deque, HistoryBuf};

/// The most numbers that fit.
pub const NUMBERS: usize = 512;
/// The most words that fit, and the most bytes of a word.
pub const WORDS: usize = 16;
/// The most numbers that the queue holds.
pub const QUEUE: usize = 8;
/// The most of the smallest numbers that can be asked for, less one.
pub const SMALLEST: usize = 32;

/// The item that did not fit.
#[derive(Clone, Debug)]
pub enum Full {
    /// The number at this place.
    Number(u32),
    /// A word, too long or one too many.
    Word(String),
}

/// An operation on the queue.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// Puts a number before the others.
    PushFront(u32),
    /// Puts a number behind the others.
    PushBack(u32),
    /// Takes the first.
    PopFront,
    /// Takes the last.
    PopBack,
    /// Takes so many from the front and puts them at the back.
    Rotate(u8),
    /// Takes all.
    Clear,
}

/// The queue after all steps.
#[derive(Clone, Debug)]
pub struct Queue {
    /// The numbers in it.
    pub items: Vec<u32>,
    /// The number that each step took or could not put.
    pub out: Vec<Option<u32>>,
    /// The last numbers that were put, oldest first.
    pub history: Vec<u32>,
}

/// The numbers in order, each once.
pub fn sort(numbers: &[u32]) -> Result<Vec<u32>, Full> {
    let mut sorted = heapless::Vec::<u32, NUMBERS>::new();
    for (place, &number) in (0..).zip(numbers) {
        sorted.push(number).map_err(|_| Full::Number(place))?;
    }
    sorted.sort_unstable();
    let mut unique = heapless::Vec::<u32, NUMBERS>::new();
    for number in sorted {
        if unique.last() != Some(&number) {
            // It is no longer than the sorted ones.
            let _ = unique.push(number);
        }
    }
    Ok(unique.to_vec())
}

/// Counts each word, in the order of first occurrence; `leave_single` leaves out words that occur once.
pub fn count(words: &[String], leave_single: bool) -> Result<Vec<(String, u32)>, Full> {
    let mut counts = FnvIndexMap::<heapless::String<WORDS>, u32, WORDS>::new();
    for word in words {
        let full = |()| Full::Word(word.clone());
        let key = heapless::String::try_from(word.as_str()).map_err(|_| full(()))?;
        *counts.entry(key).or_insert(0).map_err(|_| full(()))? += 1;
    }
    if leave_single {
        counts.retain(|_, count| *count > 1);
    }
    Ok(counts.iter().map(|(word, &count)| (word.as_str().into(), count)).collect())
}

/// Does the steps on an empty queue.
pub fn queue(steps: &[Step]) -> Queue {
    let mut queue = Deque::<u32, QUEUE>::new();
    let mut history = HistoryBuf::<u32, 5>::new();
    let mut out = Vec::new();
    for &step in steps {
        match step {
            Step::PushFront(number) => {
                history.write(number);
                out.push(queue.push_front(number).err());
            }
            Step::PushBack(number) => {
                history.write(number);
                out.push(queue.push_back(number).err());
            }
            Step::PopFront => out.push(queue.pop_front()),
            Step::PopBack => out.push(queue.pop_back()),
            Step::Rotate(count) => {
                for _ in 0..count {
                    let Some(first) = queue.pop_front() else { break };
                    // Its place has just become free.
                    let _ = queue.push_back(first);
                }
            }
            Step::Clear => queue.clear(),
        }
    }
    Queue { items: queue.iter().copied().collect(), out, history: history.oldest_ordered().copied().collect() }
}

/// The smallest numbers, at most `count` and at most [`SMALLEST`], in order.
pub fn smallest(numbers: &[u32], count: u32) -> Vec<u32> {
    let mut heap = BinaryHeap::<u32, heapless::binary_heap::Max, { SMALLEST + 1 }>::new();
    let count = SMALLEST.min(count as usize);
    for &number in numbers {
        // There is room for one more than is kept.
        let _ = heap.push(number);
        if heap.len() > count {
            heap.pop();
        }
    }
    let mut ordered = BinaryHeap::<u32, Min, { SMALLEST + 1 }>::new();
    for &number in heap.iter() {
        let _ = ordered.push(number);
    }
    core::iter::from_fn(|| ordered.pop()).collect()
}
