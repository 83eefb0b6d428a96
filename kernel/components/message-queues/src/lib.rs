//! Message queues as a component.

#![no_std]

dissolve_guest::generate!({ path: "../../wit", world: "message-queues", cabi_realloc: "omit" });

use dissolve_kernel::message_queue::MessageQueues;
use exports::dissolve::kernel::message_queue::{Guest, Message, Received};

static QUEUES: MessageQueues = MessageQueues::new();

struct Component;

fn received((outcome, message): (u8, [u32; 4])) -> Received {
    Received { outcome, message: message.into() }
}

impl Guest for Component {
    fn init(queue: u8, capacity: u8) -> bool {
        QUEUES.init(queue, capacity)
    }

    fn put(queue: u8, who: u8, priority: u8, message: Message) -> u8 {
        QUEUES.put(queue, Some((who, priority)), message.into())
    }

    fn try_put(queue: u8, message: Message) -> u8 {
        QUEUES.put(queue, None, message.into())
    }

    fn get(queue: u8, who: u8, priority: u8) -> Received {
        received(QUEUES.get(queue, Some((who, priority))))
    }

    fn try_get(queue: u8) -> Received {
        received(QUEUES.get(queue, None))
    }

    fn cancel(who: u8) -> u8 {
        QUEUES.cancel(who)
    }

    fn count(queue: u8) -> u8 {
        QUEUES.count(queue)
    }
}

export!(Component);
