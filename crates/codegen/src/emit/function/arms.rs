//! The open arms of structured control: facts that hold in one hold in all arms inside it.

/// An arm: a function's body, a block, a loop, or one side of an `if`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arm {
    /// The number of arms around it.
    depth: usize,
    /// Its number in the function.
    number: u32,
}

/// The open arms of a function, innermost last.
#[derive(Debug, Default)]
pub struct Arms {
    open: Vec<Open>,
    /// The start and the end of each open loop, outermost first, by ordinals of operators.
    loops: Vec<(u32, u32)>,
    /// The arms so far.
    count: u32,
}

#[derive(Clone, Copy, Debug)]
struct Open {
    number: u32,
    is_loop: bool,
}

impl Arms {
    /// Opens an arm. A loop has the ordinals of its first and its last operator.
    pub fn open(&mut self, looped: Option<(u32, u32)>) {
        self.count += 1;
        self.open.push(Open { number: self.count, is_loop: looped.is_some() });
        self.loops.extend(looped);
    }

    /// Closes the innermost arm.
    pub fn close(&mut self) {
        if self.open.pop().is_some_and(|arm| arm.is_loop) {
            self.loops.pop();
        }
    }

    /// The innermost arm.
    pub fn innermost(&self) -> Arm {
        let depth = self.open.len();
        Arm { depth, number: self.open.last().map_or(0, |arm| arm.number) }
    }

    /// The arm that is opened next, if it is inside the innermost one.
    pub fn next(&self) -> Arm {
        Arm { depth: self.open.len() + 1, number: self.count + 1 }
    }

    /// Returns true if an arm is still open.
    pub fn is_open(&self, arm: Arm) -> bool {
        arm.depth == 0 || self.open.get(arm.depth - 1).is_some_and(|open| open.number == arm.number)
    }

    /// The end of the outermost open loop that starts after an operator.
    pub fn outermost_loop_after(&self, ordinal: u32) -> Option<u32> {
        let first = self.loops.partition_point(|&(start, _)| start <= ordinal);
        self.loops.get(first).map(|&(_, end)| end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arm_ends_with_its_block() {
        let mut arms = Arms::default();
        let outside = arms.innermost();
        arms.open(None);
        let body = arms.innermost();
        arms.open(Some((3, 9)));
        let looped = arms.innermost();
        arms.open(Some((5, 7)));
        assert_eq!([outside, body, looped].map(|arm| arms.is_open(arm)), [true; 3]);
        assert_eq!([2, 3, 4, 5].map(|at| arms.outermost_loop_after(at)), [Some(9), Some(7), Some(7), None]);
        arms.close();
        arms.close();
        // Another arm at the same depth.
        arms.open(None);
        assert_eq!([outside, body, looped].map(|arm| arms.is_open(arm)), [true, true, false]);
        assert_eq!(arms.outermost_loop_after(0), None);
    }
}
