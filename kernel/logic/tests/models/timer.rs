//! Timers. The model has a clock of 64 bits.

use dissolve_kernel::timer::{TIMERS, Timers};

use crate::CALLS;
use crate::random::Random;

/// A timer that runs.
#[derive(Clone, Copy)]
struct Running {
    deadline: u64,
    period: u64,
}

#[test]
fn a_million_calls_have_the_answers_of_the_model() {
    let mut random = Random::new(9);
    let (timers, mut model) = (Timers::new(), [None::<Running>; TIMERS]);
    let (mut now, mut expired, mut missed) = (0_u64, 0, 0);
    for call in 0..CALLS {
        let timer = random.object(TIMERS);
        let index = usize::from(timer);
        match random.below(8) {
            0..=1 => {
                let scale = [10, 1000, 1 << 30, 1 << 31, u32::MAX][random.below(5) as usize];
                let (delay, period) = (random.below(scale), random.below(2) * random.below(scale));
                let is_valid = index < TIMERS && delay < 1 << 31 && period < 1 << 31;
                if is_valid {
                    model[index] = Some(Running { deadline: now + u64::from(delay), period: period.into() });
                }
                assert_eq!(timers.start(timer, now as u32, delay, period), is_valid, "call {call}");
            }
            2 => {
                let stopped = model.get_mut(index).and_then(Option::take);
                assert_eq!(timers.stop(timer), stopped.is_some(), "call {call}");
            }
            3 => {
                let deadlines = model.iter().flatten().map(|timer| timer.deadline.saturating_sub(now));
                let expected = deadlines.min().map_or(u32::MAX, |ticks| ticks as u32);
                assert_eq!(timers.next(now as u32), expected, "call {call}");
            }
            _ => {
                let scale = [10, 1000, 1 << 29][random.below(3) as usize];
                now += u64::from(random.below(scale));
                let mut expected = 0;
                for (index, timer) in model.iter_mut().enumerate() {
                    let Some(running) = timer.filter(|timer| timer.deadline <= now) else { continue };
                    expected |= 1 << index;
                    let late = now - running.deadline;
                    *timer = (running.period > 0).then(|| {
                        missed += u32::from(late >= running.period);
                        Running { deadline: now + running.period - late % running.period, ..running }
                    });
                }
                assert_eq!(timers.advance(now as u32), expected, "call {call}");
                expired += expected.count_ones();
            }
        }
    }
    assert!(now > 100 << 32, "the clock has wrapped around {} times", now >> 32);
    assert!(expired > CALLS / 20 && missed > CALLS / 50, "{expired} expired, {missed} of them more than once");
}
