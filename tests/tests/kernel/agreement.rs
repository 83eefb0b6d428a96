//! Each component makes the same random calls on a stock engine and on the chip. That the answers are right is tested by
//! the models in `kernel/logic`.

use dissolve_pipeline::Program;
use dissolve_pipeline::targets::{Grow, Target};
use dissolve_tests::{OnChip, OnStock, component, invoke};

/// The calls of each test.
const CALLS: usize = 600;

/// Random numbers that are the same in every run (xorshift, Marsaglia 2003).
struct Random(u32);

impl Random {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 % limit
    }
}

/// Makes random calls of a component's interface: `call` makes one of them as text, of the form `name(arguments)`. Each of
/// `outcomes` must be the beginning of an answer.
fn agrees(guest: &str, interface: &str, outcomes: &[&str], mut call: impl FnMut(&mut Random) -> String) {
    let component = component(guest).bytes;
    let program = Program::load(&component, guest, Grow::Reject).unwrap();
    let record = program.interface.as_ref().unwrap();
    let interface = format!("dissolve:kernel/{interface}@0.1.0");
    let mut stock = OnStock::new(&component);
    let mut chip = OnChip::new(&program, Target::CortexM4F);
    let (mut random, mut answers) = (Random(0x9E37_79B9), Vec::new());
    for number in 0..CALLS {
        let call = call(&mut random);
        let expected = stock.invoke_in(&interface, &call).unwrap();
        let answer = invoke(&mut chip, record, &format!("{interface}#{call}")).unwrap();
        assert_eq!(answer, expected, "call {number} of {guest}: {call}");
        answers.push(answer);
    }
    for outcome in outcomes {
        assert!(answers.iter().any(|answer| answer.starts_with(outcome)), "{guest}: no call has the answer {outcome}");
    }
}

#[test]
fn conditions() {
    agrees("kernel_conditions", "condition", &["true", "false", "3", "253", "255"], |random| {
        let (condition, task, priority) = (random.below(3) * 4, random.below(8) * 5, random.below(3));
        match random.below(16) {
            0..=8 => format!("wait({condition}, {task}, {priority})"),
            9 => format!("cancel({task})"),
            10 => format!("broadcast({condition})"),
            _ => format!("signal({condition})"),
        }
    });
}

#[test]
fn event_flags() {
    let outcomes = ["met", "would-wait", "not-met", "invalid", "16", "3", "true", "false"];
    agrees("kernel_event_groups", "event-flags", &outcomes, |random| {
        let (group, task, priority) = (random.below(3) * 4, random.below(6), random.below(3));
        let (flags, mode) = (random.below(8), ["all", "any"][random.below(2) as usize]);
        let clears = random.below(2) == 1;
        match random.below(16) {
            0..=5 => format!("wait({group}, {task}, {priority}, {flags}, {mode}, {clears})"),
            6 => format!("try-wait({group}, {flags}, {mode}, {clears})"),
            7 => format!("cancel({task})"),
            8..=9 => format!("clear({group}, {flags})"),
            10 => format!("get({group})"),
            11 => format!("seen({task})"),
            _ => format!("set({group}, {})", 1 << random.below(3)),
        }
    });
}

#[test]
fn decisions_of_event_flags() {
    agrees("kernel_decisions", "event-flags-decisions", &["true", "false", "0", "5"], |random| {
        let (flags, wanted, bit) = (random.below(8), random.below(8), random.below(2) == 1);
        match random.below(2) {
            0 => format!("is-met({flags}, {wanted}, {})", if bit { "all" } else { "any" }),
            _ => format!("after({flags}, {wanted}, {bit})"),
        }
    });
}

#[test]
fn memory_pools() {
    let outcomes = ["0", "1", "252", "253", "254", "255", "true", "false"];
    agrees("kernel_memory_pools", "memory-pool", &outcomes, |random| {
        let (pool, task, priority) = (random.below(3) * 2, random.below(6), random.below(3));
        match random.below(16) {
            0 => format!("init({pool}, {})", [0, 1, 2, 2, 33][random.below(5) as usize]),
            1..=6 => format!("allocate({pool}, {task}, {priority})"),
            7..=8 => format!("try-allocate({pool})"),
            9..=10 => format!("cancel({task})"),
            11 => format!("count({pool})"),
            _ => format!("release({pool}, {})", random.below(3)),
        }
    });
}

#[test]
fn pipes() {
    let outcomes =
        ["{outcome: done, wake: 0", "{outcome: done, length", "{outcome: would-wait", "{outcome: refused", "some("];
    agrees("kernel_pipes", "pipe", &outcomes, |random| {
        let (pipe, task, priority) = (random.below(3) * 2, random.below(6), random.below(3));
        let (length, bytes) =
            (random.below(18), format!("({}, {}, 3, 4294967295)", random.below(1 << 30), random.below(9)));
        match random.below(16) {
            0..=3 => format!("write({pipe}, {task}, {priority}, {bytes}, {length})"),
            4..=6 => format!("try-write({pipe}, {bytes}, {length})"),
            7..=9 => format!("read({pipe}, {task}, {priority}, {length})"),
            10..=11 => format!("try-read({pipe}, {length})"),
            12..=14 => format!("cancel({task})"),
            _ => format!("count({pipe})"),
        }
    });
}

#[test]
fn schedulers() {
    agrees("kernel_schedulers", "scheduler", &["true", "false", "3", "255"], |random| {
        let (task, priority) = (random.below(7) * 6, random.below(3));
        match random.below(16) {
            0..=1 => format!("start({}, {priority})", task.min(32) + 3),
            2..=5 => format!("wake({})", task.min(32) + 3),
            6 => format!("wake-all({})", random.below(u32::MAX)),
            7 => format!("set-priority({}, {priority})", task.min(32) + 3),
            8 => "running()".to_owned(),
            9 => "switch(ends)".to_owned(),
            10..=13 => "switch(blocks)".to_owned(),
            _ => "switch(yields)".to_owned(),
        }
    });
}

#[test]
fn timers() {
    let mut now = 4_294_960_000_u32;
    agrees("kernel_timers", "timer", &["true", "false", "8", "4294967295"], |random| {
        let timer = random.below(5) * 4 + 3;
        match random.below(8) {
            0..=1 => format!("start({timer}, {now}, {}, {})", random.below(200), random.below(3) * random.below(300)),
            2..=3 => format!("stop({timer})"),
            4 => format!("next({now})"),
            _ => {
                now = now.wrapping_add(random.below(100));
                format!("advance({now})")
            }
        }
    });
}

#[test]
fn stacks() {
    let outcomes = ["3", "252", "253", "254", "255", "{outcome: 255, word: ", "{outcome: 252", "{outcome: 2,", "true"];
    agrees("kernel_stacks", "stack", &outcomes, |random| {
        let (stack, task, priority) = (random.below(3) * 2, random.below(6), random.below(3));
        let word = random.below(1000);
        match random.below(16) {
            0 => format!("init({stack}, {})", [0, 1, 1, 2, 17][random.below(5) as usize]),
            1..=4 => format!("push({stack}, {task}, {priority}, {word})"),
            5..=6 => format!("try-push({stack}, {word})"),
            7..=10 => format!("pop({stack}, {task}, {priority})"),
            11..=12 => format!("try-pop({stack})"),
            13..=14 => format!("cancel({task})"),
            _ => format!("count({stack})"),
        }
    });
}

#[test]
fn message_queues() {
    let outcomes =
        ["3", "252", "253", "254", "255", "{outcome: 255, message: (", "{outcome: 252", "{outcome: 2,", "true"];
    agrees("kernel_message_queues", "message-queue", &outcomes, |random| {
        // Most calls are for the same two queues, and few tasks, so that they meet.
        let (queue, task, priority) = (random.below(40) / 16, random.below(6), random.below(3));
        let queue = if queue == 2 { random.below(5) } else { queue };
        let message = format!("({}, {}, 3, 4294967295)", random.below(100), random.below(9));
        match random.below(16) {
            0 => format!("init({queue}, {})", [0, 1, 1, 2, 9][random.below(5) as usize]),
            1..=4 => format!("put({queue}, {task}, {priority}, {message})"),
            5..=6 => format!("try-put({queue}, {message})"),
            7..=10 => format!("get({queue}, {task}, {priority})"),
            11..=12 => format!("try-get({queue})"),
            13..=14 => format!("cancel({task})"),
            _ => format!("count({queue})"),
        }
    });
}

#[test]
fn decisions_of_message_queues() {
    let outcomes = ["store", "store-and-wake", "wait", "refuse", "take", "take-and-wake", "0", "3"];
    agrees("kernel_decisions", "message-queue-decisions", &outcomes, |random| {
        let (count, flags) = (random.below(4), (random.below(2) == 1, random.below(2) == 1));
        match random.below(3) {
            0 => format!("put({count}, {}, {}, {})", random.below(5), flags.0, flags.1),
            1 => format!("get({count}, {}, {})", flags.0, flags.1),
            _ => format!("slot({count}, {}, 4)", random.below(5)),
        }
    });
}

#[test]
fn mutexes() {
    let outcomes = ["acquired", "would-wait", "busy", "deadlock", "invalid", "253", "255", "3", "true", "false"];
    agrees("kernel_mutexes", "mutex", &outcomes, |random| {
        let (mutex, task, priority) = (random.below(3), random.below(6), random.below(5));
        match random.below(16) {
            0..=3 => format!("lock({mutex}, {task}, {priority})"),
            4 => format!("try-lock({mutex}, {task}, {priority})"),
            5 => format!("lock(8, {}, 0)", 32 + task),
            6 => format!("owner({mutex})"),
            7 => format!("priority({task})"),
            8 => "changed()".to_owned(),
            9 => format!("cancel({task})"),
            _ => format!("unlock({mutex}, {task})"),
        }
    });
}

#[test]
fn decisions_of_mutexes() {
    let outcomes = ["acquire", "wait", "deadlock", "refuse", "release", "hand-over", "7"];
    agrees("kernel_decisions", "mutex-decisions", &outcomes, |random| {
        let [a, b, c] = [(); 3].map(|()| random.below(2) == 1);
        match random.below(3) {
            0 => format!("lock({a}, {b}, {c})"),
            1 => format!("unlock({a}, {b})"),
            _ => format!("inherit({}, {})", random.below(8), random.below(8)),
        }
    });
}

#[test]
fn semaphores() {
    let outcomes = ["acquired", "would-wait", "empty", "invalid", "7", "254", "255", "true", "false"];
    agrees("kernel_semaphores", "semaphore", &outcomes, |random| {
        let (semaphore, task, priority) = (random.below(5) * 2, random.below(34), random.below(3));
        match random.below(12) {
            0..=1 => format!("init({semaphore}, {}, {})", random.below(3), random.below(4)),
            2..=4 => format!("take({semaphore}, {task}, {priority})"),
            5 => format!("try-take({semaphore})"),
            6 => format!("cancel({task})"),
            7 => format!("count({semaphore})"),
            _ => format!("give({semaphore})"),
        }
    });
}

#[test]
fn decisions_of_semaphores() {
    let outcomes = ["increment", "wake", "refuse", "decrement", "wait"];
    agrees("kernel_decisions", "semaphore-decisions", &outcomes, |random| {
        let (count, flag) = (random.below(3), random.below(2) == 1);
        match random.below(2) {
            0 => format!("give({count}, {}, {flag})", random.below(3)),
            _ => format!("take({count}, {flag})"),
        }
    });
}
