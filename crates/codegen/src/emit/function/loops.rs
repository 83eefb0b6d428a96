//! Bounds checks of counted loops, each made once, before the loop.
//!
//! A loop is counted if it has one exit, which compares a local that every round changes by a constant with a value that no round
//! changes; if it calls nothing; and if nothing in it traps but accesses of memory. Then the rounds are known when it is entered,
//! and so is each address that changes by the same number in every round: the first and the last one are compared with the
//! window's ends. The trap comes before stores and rounds that it would have come after, which nobody sees if a trap
//! ends the instance ([`TrapOrder::Early`]). It comes in exactly the same runs: a run in which no round is out of bounds does not
//! trap, since the check is that of the rounds that really come.

mod rounds;
mod sum;

use std::collections::HashMap;

use dissolve_abi::TrapKind;
use dissolve_wasm::mem_arg;
use inkwell::IntPredicate;
use inkwell::basic_block::BasicBlock;
use inkwell::debug_info::DILocation;
use inkwell::values::{BasicValueEnum, InstructionValue, IntValue};
use wasmparser::Operator;

use self::rounds::Rounds;
use self::sum::{Reads, Sum};
use super::Body;
use super::arms::Arm;
use crate::emit::bounds::Comparison;
use crate::module::is_computation;
use crate::{Bounds, Error, TrapOrder};

/// The most loops inside each other whose checks are looked at. A check may move out of all of them.
const MOST_OPEN: usize = 8;

/// The longest step of an address from one round to the next, in bytes. No step may lead across all that is not in a memory's window.
const MOST_STEP: u32 = 1 << 16;

/// The last value of an interval must be below this one, for the same reason.
const MOST_DISTANCE: u32 = 1 << 31;

/// The open loops of a function that are counted as far as they have been read, innermost last, and what is known of its locals.
#[derive(Default)]
pub struct Loops<'c> {
    open: Vec<Loop<'c>>,
    reads: Reads<'c>,
}

/// A loop.
struct Loop<'c> {
    /// The number of frames around its own.
    frame: usize,
    arm: Arm,
    /// The ordinals of its first and its last operator.
    ordinals: (u32, u32),
    header: BasicBlock<'c>,
    /// The branch at the end of a block of its own before the loop.
    branch: InstructionValue<'c>,
    /// The constants that its locals have when it is entered.
    constants: HashMap<u32, u32>,
    checks: Vec<LoopCheck<'c>>,
    /// The kind of trap that a record gives for its accesses, once there is one.
    recorded: Option<Option<TrapKind>>,
    exit: Option<Exit<'c>>,
    /// True if it ends with a branch to its start.
    repeats: bool,
}

/// The branch that leaves a loop, or enters the next round.
struct Exit<'c> {
    condition: IntValue<'c>,
    /// True if the branch leads to the next round.
    repeats: bool,
    ordinal: u32,
}

/// A bounds check that each round makes.
struct LoopCheck<'c> {
    /// The value that is compared, counted from the first one that passes.
    value: IntValue<'c>,
    /// The comparison with the last one that passes: true if it is larger.
    outside: IntValue<'c>,
    ordinal: u32,
    offset: usize,
    position: Option<DILocation<'c>>,
}

/// Checks of a loop that are made as one, of the least of their values.
struct Group<'c> {
    /// The least value.
    sum: Sum<'c>,
    /// The largest number that the least value may be.
    room: u32,
    /// True if the exit comes before them in each round.
    is_after: bool,
    checks: Vec<LoopCheck<'c>>,
}

impl<'c> Group<'c> {
    /// Adds a value, which differs from the others by a constant, and may be at most `distance`. Returns false if it is too far from them.
    fn includes(&mut self, sum: &Sum<'c>, distance: u32) -> bool {
        let above = sum.constant.wrapping_sub(self.sum.constant).cast_signed();
        if above.unsigned_abs() > MOST_STEP {
            return false;
        }
        let (below, above) = (above.min(0).unsigned_abs(), above.max(0).unsigned_abs());
        let (Some(room), Some(distance)) = (self.room.checked_sub(below), distance.checked_sub(above)) else {
            return false;
        };
        self.sum.constant = self.sum.constant.wrapping_sub(below);
        self.room = room.min(distance);
        true
    }

    /// The number that every round adds.
    fn step(&self) -> i32 {
        self.sum.step.cast_signed()
    }

    fn size(&self) -> u32 {
        self.step().unsigned_abs()
    }

    /// Returns true if one check can be made for these rounds.
    fn is_countable(&self, rounds: Option<&Rounds<'c>>) -> bool {
        match (self.step(), rounds) {
            (0, _) => !self.is_after,
            (_, None) => false,
            (_, Some(rounds)) => {
                // A counter that never meets its limit goes on at least so often, and leads the value out of its interval.
                let least = (1u64 << (32 - rounds.shift())) - u64::from(self.is_after);
                self.size() <= MOST_STEP && u64::from(self.room) < u64::from(self.size()) * least
            }
        }
    }
}

impl LoopCheck<'_> {
    /// The last value that passes.
    fn distance(&self) -> Option<u32> {
        constant(self.outside.as_instruction()?.get_operand(1)?.value()?.into_int_value())
    }
}

impl<'c> Body<'c, '_> {
    /// Returns true if checks of loops are made before them.
    fn counts_loops(&self) -> bool {
        let options = self.writer.options;
        options.bounds == Bounds::Check && options.trap_order == TrapOrder::Early
    }

    /// Ends the current block with a branch to the header of a loop, after which checks can be put. The loop is not open yet.
    pub fn enter_loop(&mut self, header: BasicBlock<'c>, ordinals: Option<(u32, u32)>) -> Result<(), Error> {
        let Some(ordinals) = ordinals.filter(|_| self.counts_loops()) else {
            self.writer.builder.build_unconditional_branch(header)?;
            return Ok(());
        };
        let before = self.writer.block("before");
        let branch = self.writer.builder.build_unconditional_branch(before)?;
        self.writer.builder.position_at_end(before);
        self.writer.builder.build_unconditional_branch(header)?;
        let known = |&local: &u32| match self.locals.known(local, &self.arms, self.ordinal)? {
            BasicValueEnum::IntValue(value) => Some((local, constant(value)?)),
            _ => None,
        };
        let constants = self.locals.assigned_in(ordinals).iter().filter_map(known).collect();
        if self.loops.open.len() == MOST_OPEN {
            self.loops.open.remove(0);
        }
        self.loops.open.push(Loop {
            frame: self.frames.len(),
            arm: self.arms.next(),
            ordinals,
            header,
            branch,
            constants,
            checks: Vec::new(),
            recorded: None,
            exit: None,
            repeats: false,
        });
        Ok(())
    }

    /// Reads an operator that is about to be translated, for the loops around it.
    pub fn watch_loops(&mut self, operator: &Operator<'_>) {
        if self.loops.open.is_empty() {
            return;
        }
        let innermost = self.frames.len() - 1;
        match *operator {
            Operator::BrIf { relative_depth } => {
                let target = innermost.saturating_sub(relative_depth as usize);
                let condition = match self.stack.last() {
                    Some(BasicValueEnum::IntValue(condition)) => *condition,
                    _ => return self.loops.open.clear(),
                };
                let ordinal = self.ordinal;
                self.loops.open.retain_mut(|each| {
                    let is_left = target < each.frame;
                    if !is_left && target > each.frame {
                        return true;
                    }
                    let is_only = each.frame == innermost && each.exit.is_none();
                    each.exit = Some(Exit { condition, repeats: !is_left, ordinal });
                    is_only
                });
            }
            Operator::Br { relative_depth } => {
                let target = innermost.saturating_sub(relative_depth as usize);
                self.loops.open.retain_mut(|each| {
                    let is_end = target == each.frame && each.frame == innermost;
                    each.repeats |= is_end;
                    target > each.frame || is_end
                });
            }
            Operator::BrTable { ref targets } => {
                let depths = targets.targets().map_while(Result::ok).chain([targets.default()]);
                let target = innermost.saturating_sub(depths.max().unwrap_or(u32::MAX) as usize);
                self.loops.open.retain(|each| target > each.frame);
            }
            Operator::Return => self.loops.open.clear(),
            Operator::Loop { .. } | Operator::TypedSelect { .. } => {}
            Operator::GlobalGet { .. } | Operator::GlobalSet { .. } => {}
            Operator::I32DivS
            | Operator::I32DivU
            | Operator::I32RemS
            | Operator::I32RemU
            | Operator::I64DivS
            | Operator::I64DivU
            | Operator::I64RemS
            | Operator::I64RemU
                if self.divides() => {}
            ref operator if is_computation(operator) || mem_arg(operator).is_some() => {}
            _ => self.loops.open.clear(),
        }
    }

    /// Returns true if the divisor on the stack is a constant with which no division traps.
    fn divides(&self) -> bool {
        let Some(BasicValueEnum::IntValue(divisor)) = self.stack.last() else { return false };
        divisor.get_sign_extended_constant().is_some_and(|divisor| divisor != 0 && divisor != -1)
    }

    /// Records a bounds check of the current operator.
    pub fn watch_check(&mut self, comparison: Comparison<'c>) {
        if let Some((value, outside)) = comparison
            && let (Ok(value), Ok(outside)) = (IntValue::try_from(value), IntValue::try_from(outside))
        {
            self.watch_comparison(value, outside);
        }
    }

    /// Records that a value is compared with the last one that passes.
    fn watch_comparison(&mut self, value: IntValue<'c>, outside: IntValue<'c>) {
        let arm = self.arms.innermost();
        let (ordinal, offset) = (self.ordinal, self.writer.offset);
        let position = self.writer.builder.get_current_debug_location();
        if let Some(each) = self.loops.open.last_mut().filter(|each| each.arm == arm) {
            each.checks.push(LoopCheck { value, outside, ordinal, offset, position });
        }
    }

    /// Records an access of memory. The first trap of a loop may be made that of another access, so all must be of one kind.
    pub fn watch_kind(&mut self) {
        let recorded = self.writer.recorded_trap;
        self.loops.open.retain_mut(|each| *each.recorded.get_or_insert(recorded) == recorded);
    }

    /// Records the value that a local is assigned.
    pub fn watch_assignment(&mut self, local: u32, value: BasicValueEnum<'c>) {
        if !self.loops.open.is_empty() {
            self.loops.reads.assigned(local, self.ordinal, value, self.arms.innermost());
        }
    }

    /// Records that a value was read from a local's slot.
    pub fn watch_read(&mut self, local: u32, value: BasicValueEnum<'c>) {
        if let (BasicValueEnum::IntValue(value), false) = (value, self.loops.open.is_empty()) {
            self.loops.reads.read(local, self.ordinal, value);
        }
    }

    /// Makes the checks of a closed loop before it, as far as it is counted. `falls` is true if its end is reached without a branch.
    pub fn leave_loop(&mut self, header: BasicBlock<'c>, falls: bool) -> Result<(), Error> {
        let closed = self.loops.open.pop_if(|each| each.header == header);
        let mut is_finite = false;
        if let Some(mut each) = closed {
            let checks = std::mem::take(&mut each.checks);
            is_finite = match &each.exit {
                Some(exit) if exit.repeats == falls && each.repeats != falls => {
                    self.before_branch(each.branch, |body| body.count_loop(&each, exit, checks))?
                }
                // One round.
                None => falls && !each.repeats,
                Some(_) => false,
            };
        }
        if !is_finite {
            self.loops.open.clear();
        }
        if self.loops.open.is_empty() {
            self.loops.reads = Reads::default();
        }
        Ok(())
    }

    /// Makes checks of a loop with one exit. Returns true if it is known to end.
    fn count_loop(&mut self, each: &Loop<'c>, exit: &Exit<'c>, checks: Vec<LoopCheck<'c>>) -> Result<bool, Error> {
        let rounds = self.rounds(each, exit);
        let (mut groups, mut counted): (Vec<_>, Vec<_>) =
            self.groups(each, exit, checks).into_iter().filter(|group| group.is_countable(rounds.as_ref())).partition(
                |group| group.step() == 0 || rounds.as_ref().is_some_and(|rounds| rounds.constant().is_some()),
            );
        // A product of 64 bits is a call where the processor has no instruction for it.
        let is_slow = |group: &Group<'c>| self.writer.options.target.is_thumb1() && !group.size().is_power_of_two();
        counted.retain(|group| !is_slow(group));
        // Two comparisons for each group, and the number of rounds.
        let removed: usize = counted.iter().map(|group| group.checks.len()).sum();
        if !self.writer.options.opt.is_for_size() || removed > 2 * counted.len() {
            groups.extend(counted);
        }
        for group in groups {
            self.check_rounds(each, &group, rounds.as_ref())?;
        }
        Ok(rounds.is_some_and(|rounds| rounds.shift() == 0))
    }

    /// Puts the checks of a loop together whose values differ by a constant.
    fn groups(&self, each: &Loop<'c>, exit: &Exit<'c>, checks: Vec<LoopCheck<'c>>) -> Vec<Group<'c>> {
        let mut groups: Vec<Group<'c>> = Vec::new();
        let mut known = HashMap::new();
        for check in checks {
            let is_after = check.ordinal > exit.ordinal;
            // Behind the branch to its start, it is made once, after all rounds.
            if is_after && exit.repeats {
                continue;
            }
            let distance = check.distance().filter(|&distance| distance < MOST_DISTANCE);
            let (Some(sum), Some(distance)) = (self.sum(each, check.value), distance) else { continue };
            let at = known.entry((sum.terms.clone(), sum.step, is_after)).or_insert(groups.len());
            if let Some(group) = groups.get_mut(*at)
                && group.includes(&sum, distance)
            {
                group.checks.push(check);
                continue;
            }
            *at = groups.len();
            groups.push(Group { sum, room: distance, is_after, checks: vec![check] });
        }
        groups
    }

    /// Makes one check before a loop instead of those of a group in each round.
    fn check_rounds(&mut self, each: &Loop<'c>, group: &Group<'c>, rounds: Option<&Rounds<'c>>) -> Result<(), Error> {
        let Some(first) = group.checks.first() else { return Ok(()) };
        self.go_to(first.offset, first.position);
        self.writer.recorded_trap = each.recorded.flatten();
        let never = self.writer.context.bool_type().const_zero();
        let bad = match (group.step(), rounds.map(|rounds| (rounds, rounds.constant()))) {
            (0, _) => self.outside(each, group, 0)?,
            (_, Some((_, Some(goes_on)))) => match goes_on.checked_sub(group.is_after.into()) {
                Some(last) => self.outside(each, group, u64::from(last) * u64::from(group.size()))?,
                None => never,
            },
            (_, Some((rounds, None))) => self.outside_in_some_round(each, group, rounds)?,
            (_, None) => return Err(Error::defect("a check of rounds that are not counted")),
        };
        for check in &group.checks {
            check.outside.replace_all_uses_with(never);
        }
        self.writer.merged(group.checks.len() as u64 - 1);
        if bad != never {
            self.writer.trap_if(bad, TrapKind::MemoryOutOfBounds)?;
        }
        Ok(())
    }

    /// Compares the values of a group that span `length` bytes in all rounds.
    fn outside(&mut self, each: &Loop<'c>, group: &Group<'c>, length: u64) -> Result<IntValue<'c>, Error> {
        let fits = u32::try_from(length).ok().and_then(|length| Some((length, group.room.checked_sub(length)?)));
        let Some((length, room)) = fits else {
            return Ok(self.writer.context.bool_type().const_all_ones());
        };
        let down = if group.step() < 0 { length } else { 0 };
        let mut least = group.sum.clone();
        least.constant = least.constant.wrapping_sub(down);
        let least = self.at_start(each, &least)?;
        let bad = self.writer.builder.build_int_compare(IntPredicate::UGT, least, self.writer.word(room), "")?;
        // The loop around this one may be counted, too.
        if !bad.is_const() {
            self.watch_comparison(least, bad);
        }
        Ok(bad)
    }

    /// Compares the first and the last value of a group, if the number of rounds is not known when this is compiled.
    fn outside_in_some_round(
        &mut self,
        each: &Loop<'c>,
        group: &Group<'c>,
        rounds: &Rounds<'c>,
    ) -> Result<IntValue<'c>, Error> {
        let (room, size) = (group.room, group.size());
        let first = self.at_start(each, &group.sum)?;
        let goes_on = self.goes_on(each, rounds)?;
        let (builder, word) = (&self.writer.builder, |value| self.writer.word(value));
        let outside = builder.build_int_compare(IntPredicate::UGT, first, word(room), "")?;
        let left = if group.step() < 0 { first } else { builder.build_int_sub(word(room), first, "")? };
        let last = if group.is_after { builder.build_int_sub(goes_on, word(1), "")? } else { goes_on };
        let beyond = if size.is_power_of_two() {
            let steps = builder.build_right_shift(left, word(size.ilog2()), false, "")?;
            builder.build_int_compare(IntPredicate::UGT, last, steps, "")?
        } else {
            let long = self.writer.context.i64_type();
            let [last, left] = [last, left].map(|value| builder.build_int_z_extend(value, long, ""));
            let length = builder.build_int_mul(last?, long.const_int(size.into(), false), "")?;
            builder.build_int_compare(IntPredicate::UGT, length, left?, "")?
        };
        let bad = builder.build_or(outside, beyond, "")?;
        if !group.is_after {
            return Ok(bad);
        }
        let is_made = builder.build_int_compare(IntPredicate::NE, goes_on, word(0), "")?;
        Ok(builder.build_and(bad, is_made, "")?)
    }
}

/// A constant word.
fn constant(value: IntValue<'_>) -> Option<u32> {
    value.get_zero_extended_constant().and_then(|value| u32::try_from(value).ok())
}
