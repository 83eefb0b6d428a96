//! Message queues.

use dissolve_kernel::decisions::message_queue::{self as decisions, Get, Put};
use dissolve_kernel::is_task;
use dissolve_kernel::message_queue::{CAPACITY, MessageQueues, QUEUES};

use crate::CALLS;
use crate::random::Random;
use crate::store::Stores;

#[test]
fn a_million_calls_have_the_answers_of_the_model() {
    let mut random = Random::new(2);
    let (queues, mut model) = (MessageQueues::new(), Stores::new(QUEUES, |messages| messages.remove(0)));
    let (mut woken, mut got) = (0, 0);
    for call in 0..CALLS {
        let mut queue = random.object(QUEUES);
        let (mut who, mut kind) = (random.caller(), random.below(16));
        // Most calls are those of tasks that were woken, if there are any.
        if let Some((task, store, gets)) = model.woken(random.below(32)).filter(|_| random.below(4) > 0) {
            (queue, who, kind) = (store as u8, Some((task, random.priority())), if gets { 9 } else { 2 });
        }
        let index = usize::from(queue);
        match kind {
            0 => {
                let capacity = random.byte(CAPACITY as u8 + 2);
                let expected = model.init(index, capacity.into(), CAPACITY, Vec::new());
                assert_eq!(queues.init(queue, capacity), expected, "call {call}");
            }
            1 => {
                let task = random.task();
                assert_eq!(queues.cancel(task), model.cancel(task), "call {call}");
            }
            2..=8 => {
                let message = [call, random.below(u32::MAX), 0, !call];
                let outcome = queues.put(queue, who, message);
                assert_eq!(outcome, model.put(index, who, message), "call {call}");
                woken += u32::from(is_task(outcome));
            }
            _ => {
                let (outcome, message) = model.get(index, who);
                assert_eq!(queues.get(queue, who), (outcome, message.unwrap_or_default()), "call {call}");
                woken += u32::from(is_task(outcome));
                got += u32::from(message.is_some());
            }
        }
        model.check(call);
        for (index, store) in model.stores.iter().enumerate() {
            assert_eq!(usize::from(queues.count(index as u8)), store.things.len(), "call {call}");
        }
    }
    assert!(woken > CALLS / 20 && got > CALLS / 20, "{woken} tasks were woken, {got} messages came");
}

#[test]
fn the_decisions_are_those_of_a_queue() {
    for (count, has_receiver, may_wait, expected) in [
        (0, false, false, Put::Store),
        (3, false, true, Put::Store),
        (0, true, true, Put::StoreAndWake),
        (4, false, true, Put::Wait),
        (4, true, false, Put::Refuse),
    ] {
        assert_eq!(decisions::put(count, 4, has_receiver, may_wait), expected, "{count} of 4");
    }
    for (count, has_sender, may_wait, expected) in [
        (0, false, true, Get::Wait),
        (0, true, false, Get::Refuse),
        (1, false, false, Get::Take),
        (4, true, false, Get::TakeAndWake),
    ] {
        assert_eq!(decisions::get(count, has_sender, may_wait), expected, "{count}");
    }
    for capacity in 1..12 {
        for first in 0..capacity {
            for distance in 0..=capacity {
                assert_eq!(decisions::slot(first, distance, capacity), (first + distance) % capacity);
            }
        }
    }
}
