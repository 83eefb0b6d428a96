//! Condition variables.

use dissolve_kernel::condition::{CONDITIONS, Conditions};
use dissolve_kernel::{is_task, outcome};

use crate::CALLS;
use crate::random::Random;
use crate::waiters::Waiters;

#[test]
fn a_million_calls_have_the_answers_of_the_model() {
    let mut random = Random::new(7);
    let (conditions, mut waiters) = (Conditions::new(), Waiters::default());
    let (mut woken, mut at_once) = (0, 0);
    for call in 0..CALLS {
        let condition = random.object(CONDITIONS);
        let (index, task, priority) = (usize::from(condition), random.task(), random.priority());
        match random.below(16) {
            0..=8 => {
                let is_valid = index < CONDITIONS && is_task(task) && !waiters.has(task);
                if is_valid {
                    waiters.join(index, task, priority);
                }
                assert_eq!(conditions.wait(condition, task, priority), is_valid, "call {call}");
            }
            9 => assert_eq!(conditions.cancel(task), waiters.leave(task).is_some(), "call {call}"),
            10 => {
                let tasks = waiters.of(index);
                let expected = tasks.iter().fold(0, |set, &task| set | 1_u32 << task);
                assert!(tasks.iter().all(|&task| waiters.leave(task).is_some()));
                assert_eq!(conditions.broadcast(condition), expected, "call {call}");
                at_once = at_once.max(tasks.len());
            }
            _ => {
                let expected = waiters.pop(index).unwrap_or(outcome::NOBODY);
                let expected = if index < CONDITIONS { expected } else { outcome::INVALID };
                assert_eq!(conditions.signal(condition), expected, "call {call}");
                woken += u32::from(is_task(expected));
            }
        }
    }
    assert!(woken > CALLS / 20 && at_once > 4, "{woken} tasks were woken, {at_once} at once");
}
