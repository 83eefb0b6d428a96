//! Stacks.

use dissolve_kernel::is_task;
use dissolve_kernel::stack::{CAPACITY, STACKS, Stacks};

use crate::CALLS;
use crate::random::Random;
use crate::store::Stores;

#[test]
fn a_million_calls_have_the_answers_of_the_model() {
    let mut random = Random::new(5);
    let (stacks, mut model) = (Stacks::new(), Stores::new(STACKS, |words| words.pop().expect("there is a word")));
    let (mut woken, mut got) = (0, 0);
    for call in 0..CALLS {
        let mut stack = random.object(STACKS);
        let (mut who, mut kind) = (random.caller(), random.below(16));
        // Most calls are those of tasks that were woken, if there are any.
        if let Some((task, store, gets)) = model.woken(random.below(32)).filter(|_| random.below(4) > 0) {
            (stack, who, kind) = (store as u8, Some((task, random.priority())), if gets { 9 } else { 2 });
        }
        let index = usize::from(stack);
        match kind {
            0 => {
                let capacity = random.byte(CAPACITY as u8 + 2);
                let expected = model.init(index, capacity.into(), CAPACITY, Vec::new());
                assert_eq!(stacks.init(stack, capacity), expected, "call {call}");
            }
            1 => {
                let task = random.task();
                assert_eq!(stacks.cancel(task), model.cancel(task), "call {call}");
            }
            2..=8 => {
                let outcome = stacks.push(stack, who, call);
                assert_eq!(outcome, model.put(index, who, call), "call {call}");
                woken += u32::from(is_task(outcome));
            }
            _ => {
                let (outcome, word) = model.get(index, who);
                assert_eq!(stacks.pop(stack, who), (outcome, word.unwrap_or(0)), "call {call}");
                woken += u32::from(is_task(outcome));
                got += u32::from(word.is_some());
            }
        }
        model.check(call);
        for (index, store) in model.stores.iter().enumerate() {
            assert_eq!(usize::from(stacks.count(index as u8)), store.things.len(), "call {call}");
        }
    }
    assert!(woken > CALLS / 20 && got > CALLS / 20, "{woken} tasks were woken, {got} words came");
}
