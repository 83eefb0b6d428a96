/* A small message system as of a cooperative real-time kernel: tasks with priorities, mailboxes, timers in a delta list
   and a pool of fixed blocks, all in intrusive lists. Five tasks run a simulated pump station for some time. */
#include "program.h"

enum { BLOCKS = 12, TIMERS = 4, PRIORITIES = 8, TICKS = 160, RUNS_PER_TICK = 4, VALUES = 4 };

enum task_name { SENSOR, FILTER, CONTROL, LOGGER, WATCHDOG, TASKS };

enum topic { SAMPLE, FILTERED, SET_POINT, ALARM, TIMEOUT, REPORT, TOPICS };

/* A link of a circular list; it comes first in what it links, so that the two have the same address. */
struct link {
    struct link *next, *previous;
};

struct message {
    struct link link;
    uint8_t topic, urgency;
    uint16_t born; /* the tick when it was sent */
    int32_t values[VALUES];
};

struct task {
    struct link link; /* in the ready list of its priority, while it has mail */
    struct link mail; /* messages, the most urgent first */
    void (*handle)(struct task *self, const struct message *message);
    uint8_t priority, ready;
    uint16_t received, waiting;
    int32_t state[VALUES];
};

struct timer {
    struct link link;
    struct task *task;
    uint16_t delta;  /* ticks after the timer before it in the list */
    uint16_t period; /* 0: only once */
    uint8_t running;
};

static struct {
    struct link free, timers, ready[PRIORITIES];
    uint32_t ready_set; /* a bit for each priority that has ready tasks */
    uint32_t random;
    uint32_t sum;
    uint16_t now, dropped, latest;
    uint16_t sent[TOPICS];
} kernel;

static struct message blocks[BLOCKS];
static struct task tasks[TASKS];
static struct timer timers[TIMERS];

static void list_clear(struct link *list) { list->next = list->previous = list; }

static uint32_t list_empty(const struct link *list) { return list->next == list; }

static void insert_before(struct link *place, struct link *link) {
    link->next = place;
    link->previous = place->previous;
    place->previous->next = link;
    place->previous = link;
}

static struct link *take_out(struct link *link) {
    link->previous->next = link->next;
    link->next->previous = link->previous;
    return link;
}

static void make_ready(struct task *task) {
    if (task->ready) return;
    task->ready = 1;
    insert_before(&kernel.ready[task->priority], &task->link);
    kernel.ready_set |= 1u << task->priority;
}

/* The ready task of the highest priority (the lowest number), which is put behind its equals. */
static struct task *take_ready(void) {
    uint32_t priority = 0;
    if (kernel.ready_set == 0) return NULL;
    while ((kernel.ready_set >> priority & 1) == 0) priority++;
    struct link *list = &kernel.ready[priority];
    struct task *task = (struct task *)(void *)take_out(list->next);
    if (list_empty(list)) kernel.ready_set &= ~(1u << priority);
    task->ready = 0;
    return task;
}

/* Takes a block out of the pool, or gives NULL. The caller fills it and posts it. */
static struct message *new_message(enum topic topic, uint32_t urgency) {
    if (list_empty(&kernel.free)) {
        kernel.dropped++;
        return NULL;
    }
    struct message *message = (struct message *)(void *)take_out(kernel.free.next);
    message->topic = (uint8_t)topic;
    message->urgency = (uint8_t)urgency;
    message->born = kernel.now;
    memset(message->values, 0, sizeof message->values);
    return message;
}

/* Puts a message behind those that are at least as urgent. */
static void post(enum task_name to, struct message *message) {
    struct task *task = &tasks[to];
    struct link *place = &task->mail;
    while (place->previous != &task->mail) {
        const struct message *before = (const struct message *)(const void *)place->previous;
        if (before->urgency >= message->urgency) break;
        place = place->previous;
    }
    insert_before(place, &message->link);
    kernel.sent[message->topic]++;
    task->waiting++;
    make_ready(task);
}

static void send(enum task_name to, enum topic topic, uint32_t urgency, int32_t value) {
    struct message *message = new_message(topic, urgency);
    if (message == NULL) return;
    message->values[0] = value;
    post(to, message);
}

static void start_timer(struct timer *timer, uint32_t ticks) {
    struct link *place = kernel.timers.next;
    for (; place != &kernel.timers; place = place->next) {
        struct timer *other = (struct timer *)(void *)place;
        if (ticks < other->delta) {
            other->delta = (uint16_t)(other->delta - ticks);
            break;
        }
        ticks -= other->delta;
    }
    timer->delta = (uint16_t)ticks;
    timer->running = 1;
    insert_before(place, &timer->link);
}

static void stop_timer(struct timer *timer) {
    if (!timer->running) return;
    timer->running = 0;
    if (timer->link.next != &kernel.timers) {
        struct timer *after = (struct timer *)(void *)timer->link.next;
        after->delta = (uint16_t)(after->delta + timer->delta);
    }
    take_out(&timer->link);
}

/* Lets one tick pass; the timers that run out post a message to their tasks. */
static void tick(void) {
    kernel.now++;
    if (list_empty(&kernel.timers)) return;
    struct timer *first = (struct timer *)(void *)kernel.timers.next;
    if (first->delta != 0) first->delta--;
    while (!list_empty(&kernel.timers)) {
        first = (struct timer *)(void *)kernel.timers.next;
        if (first->delta != 0) break;
        stop_timer(first);
        if (first->period != 0) start_timer(first, first->period);
        send((enum task_name)(first->task - tasks), TIMEOUT, 3, (int32_t)(first - timers));
    }
}

/* Reads the (simulated) flow at each time-out. */
static void handle_sensor(struct task *self, const struct message *message) {
    int32_t noise = (int32_t)(next(&kernel.random) >> 24) - 128;
    if (message->topic != TIMEOUT) return;
    self->state[0] += (self->state[1] - self->state[0]) / 8;
    struct message *sample = new_message(SAMPLE, 1);
    if (sample == NULL) return;
    for (int32_t i = 0; i < VALUES; i++) sample->values[i] = self->state[0] + noise * (i + 1) / 4;
    post(FILTER, sample);
}

/* The mean of each sample, smoothed; far jumps raise an alarm. */
static void handle_filter(struct task *self, const struct message *message) {
    int32_t mean = 0;
    if (message->topic != SAMPLE) return;
    for (uint32_t i = 0; i < VALUES; i++) mean += message->values[i];
    mean /= VALUES;
    if (mean - self->state[0] > 300 || self->state[0] - mean > 300) send(CONTROL, ALARM, 7, mean);
    self->state[0] += (mean - self->state[0]) / 4;
    send(CONTROL, FILTERED, 2, self->state[0]);
    /* The watchdog's timer runs out only if samples stay away. */
    stop_timer(&timers[2]);
    start_timer(&timers[2], timers[2].period);
}

/* Brings the pump to the set point; every step is logged. */
static void handle_control(struct task *self, const struct message *message) {
    int32_t error = self->state[0] - message->values[0];
    if (message->topic == SET_POINT) {
        self->state[0] = message->values[0];
    } else if (message->topic == ALARM) {
        self->state[1] /= 2;
        send(LOGGER, ALARM, 6, message->values[0]);
    } else if (message->topic == FILTERED) {
        self->state[1] += error / 4;
        if (self->state[1] > 2000) self->state[1] = 2000;
        if (self->state[1] < 0) self->state[1] = 0;
        tasks[SENSOR].state[1] = self->state[1];
        send(LOGGER, REPORT, 1, error);
    }
}

/* Keeps the worst error; it is slow at times, so that its mailbox fills up. */
static void handle_logger(struct task *self, const struct message *message) {
    int32_t value = message->values[0] < 0 ? -message->values[0] : message->values[0];
    if (message->topic == ALARM) self->state[1]++;
    else if (value > self->state[0]) self->state[0] = value;
    kernel.sum = mix(kernel.sum, (uint32_t)value << 3 | message->topic);
}

static void handle_watchdog(struct task *self, const struct message *message) {
    if (message->topic == TIMEOUT && message->values[0] == 2) {
        self->state[0]++;
        send(CONTROL, ALARM, 7, 0);
    }
    if (message->topic == TIMEOUT && message->values[0] == 3) {
        for (uint32_t i = 0; i < TASKS; i++) send(LOGGER, REPORT, 0, tasks[i].received);
    }
}

static void start_kernel(uint32_t seed) {
    static const struct {
        void (*handle)(struct task *self, const struct message *message);
        uint8_t priority;
    } setup[TASKS] = {
        {handle_sensor, 1}, {handle_filter, 2}, {handle_control, 2}, {handle_logger, 6}, {handle_watchdog, 0}};
    static const struct {
        uint8_t task, first;
        uint16_t period;
    } alarms[TIMERS] = {{SENSOR, 1, 2}, {LOGGER, 5, 7}, {WATCHDOG, 20, 9}, {WATCHDOG, 12, 25}};
    memset(&kernel, 0, sizeof kernel);
    memset(tasks, 0, sizeof tasks);
    memset(timers, 0, sizeof timers);
    kernel.random = seed != 0 ? seed : 1;
    list_clear(&kernel.free);
    list_clear(&kernel.timers);
    for (uint32_t i = 0; i < PRIORITIES; i++) list_clear(&kernel.ready[i]);
    for (uint32_t i = 0; i < BLOCKS; i++) insert_before(&kernel.free, &blocks[i].link);
    for (uint32_t i = 0; i < TASKS; i++) {
        tasks[i].handle = setup[i].handle;
        tasks[i].priority = setup[i].priority;
        list_clear(&tasks[i].mail);
    }
    for (uint32_t i = 0; i < TIMERS; i++) {
        timers[i].task = &tasks[alarms[i].task];
        timers[i].period = alarms[i].period;
        start_timer(&timers[i], alarms[i].first);
    }
}

/* Gives one message to the most important ready task; gives 0 if all are idle. */
static uint32_t run_task(void) {
    struct task *task = take_ready();
    if (task == NULL) return 0;
    struct message *message = (struct message *)(void *)take_out(task->mail.next);
    uint32_t age = (uint32_t)kernel.now - message->born;
    if (age > kernel.latest) kernel.latest = (uint16_t)age;
    task->waiting--;
    task->received++;
    task->handle(task, message);
    insert_before(&kernel.free, &message->link);
    if (!list_empty(&task->mail)) make_ready(task);
    return 1;
}

uint32_t EXPORT(run)(uint32_t seed) {
    start_kernel(seed);
    for (uint32_t i = 0; i < TICKS; i++) {
        tick();
        uint32_t event = next(&kernel.random);
        if (event % 16 == 0) send(CONTROL, SET_POINT, 4, (int32_t)(event >> 21));
        if (event % 61 == 1) tasks[SENSOR].state[0] += 700; /* a burst pipe */
        /* The sensor fails, and comes back. */
        if (event % 53 == 2) stop_timer(&timers[0]);
        if (event % 17 == 3 && !timers[0].running) start_timer(&timers[0], 3);
        for (uint32_t left = event >> 30 == 0 ? 1 : RUNS_PER_TICK; left != 0 && run_task(); left--) {}
    }
    uint32_t sum = mix(kernel.sum, (uint32_t)kernel.dropped << 16 | kernel.latest);
    for (uint32_t i = 0; i < TOPICS; i++) sum = mix(sum, kernel.sent[i]);
    for (uint32_t i = 0; i < TASKS; i++) {
        sum = mix(sum, (uint32_t)tasks[i].received << 16 | tasks[i].waiting);
        for (uint32_t j = 0; j < VALUES; j++) sum = mix(sum, (uint32_t)tasks[i].state[j]);
    }
    return sum;
}
