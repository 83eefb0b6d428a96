/* PID controllers in fixed point (Q16.16) with a filtered derivative and an integral that does not wind up: a heater
   with a dead time, a motor's speed, and a motor's position over its speed in cascade. */
#include "program.h"

typedef int32_t fixed;

enum { STEPS = 160, DELAY = 8 };

/* From thousandths. */
#define MILLI(x) ((fixed)((x) * INT64_C(65536) / 1000))

struct gains {
    fixed proportional, integral, derivative;
    /* How much of a new derivative comes through each step. */
    fixed filter;
    /* How fast what the limits cut off is taken back from the integral. */
    fixed back;
    fixed low, high;
};

struct controller {
    const struct gains *gains;
    fixed integral, derivative, measured;
    uint32_t limited;
};

struct heater {
    fixed temperature, ambient;
    fixed delayed[DELAY];
    uint32_t at;
};

struct motor {
    fixed speed, position, load;
};

static const struct gains heater_gains = {
    MILLI(2500), MILLI(25), MILLI(5000), MILLI(250), MILLI(20), MILLI(0), MILLI(100000)};
static const struct gains speed_gains = {
    MILLI(800), MILLI(120), MILLI(50), MILLI(500), MILLI(200), MILLI(-24000), MILLI(24000)};
static const struct gains inner_gains = {
    MILLI(1400), MILLI(200), MILLI(0), MILLI(1000), MILLI(300), MILLI(-24000), MILLI(24000)};
static const struct gains position_gains = {
    MILLI(350), MILLI(2), MILLI(200), MILLI(300), MILLI(100), MILLI(-30000), MILLI(30000)};

static struct controller heating, speed, inner, position;
static struct heater heater;
static struct motor motor, axis;

static fixed saturate(int64_t x) {
    return x > INT32_MAX ? INT32_MAX : x < INT32_MIN ? INT32_MIN : (fixed)x;
}

static fixed multiply(fixed a, fixed b) { return saturate(((int64_t)a * b + 0x8000) >> 16); }

static fixed add(fixed a, fixed b) { return saturate((int64_t)a + b); }

static fixed subtract(fixed a, fixed b) { return saturate((int64_t)a - b); }

static fixed clamp(fixed x, fixed low, fixed high) { return x < low ? low : x > high ? high : x; }

static void start(struct controller *c, const struct gains *gains, fixed measured) {
    *c = (struct controller){.gains = gains, .measured = measured};
}

static fixed control(struct controller *c, fixed wanted, fixed measured) {
    const struct gains *g = c->gains;
    fixed error = subtract(wanted, measured);

    /* The derivative is of what is measured: a step of what is wanted must not kick. */
    fixed slope = multiply(g->derivative, subtract(c->measured, measured));
    c->derivative = add(c->derivative, multiply(g->filter, subtract(slope, c->derivative)));
    c->measured = measured;

    fixed output = add(add(multiply(g->proportional, error), c->integral), c->derivative);
    fixed limited = clamp(output, g->low, g->high);
    if (limited != output) c->limited++;
    c->integral = add(c->integral, multiply(g->integral, error));
    c->integral = add(c->integral, multiply(g->back, subtract(limited, output)));
    c->integral = clamp(c->integral, g->low, g->high);
    return limited;
}

/* First order, and what the heater gets is felt DELAY steps later. */
static void heat(struct heater *h, fixed watts) {
    fixed arriving = h->delayed[h->at];
    h->delayed[h->at] = watts;
    h->at = (h->at + 1) % DELAY;
    fixed lost = multiply(subtract(h->temperature, h->ambient), MILLI(20));
    h->temperature = add(h->temperature, subtract(multiply(arriving, MILLI(50)), lost));
}

static void drive(struct motor *m, fixed volts) {
    fixed friction = multiply(m->speed, MILLI(150));
    m->speed = add(m->speed, subtract(multiply(volts, MILLI(300)), add(friction, m->load)));
    m->position = add(m->position, multiply(m->speed, MILLI(50)));
}

/* Between -most and most, both whole numbers. */
static fixed around(int32_t most, uint32_t *random) {
    return (fixed)(next(random) % (uint32_t)(2 * most * 65536)) - most * 65536;
}

static uint32_t digest(uint32_t sum, const struct controller *c) {
    sum = mix(sum, (uint32_t)c->integral);
    sum = mix(sum, (uint32_t)c->derivative);
    return mix(sum, c->limited);
}

uint32_t EXPORT(run)(uint32_t seed) {
    uint32_t random = seed | 1, sum = seed;
    fixed hot = 0, fast = 0, far = 0;

    memset(&heater, 0, sizeof heater);
    memset(&motor, 0, sizeof motor);
    memset(&axis, 0, sizeof axis);
    heater.ambient = heater.temperature = MILLI(20000) + around(5, &random);
    start(&heating, &heater_gains, heater.temperature);
    start(&speed, &speed_gains, 0);
    start(&inner, &inner_gains, 0);
    start(&position, &position_gains, 0);

    for (int i = 0; i < STEPS; i++) {
        if (i % 40 == 0) {
            hot = MILLI(60000) + around(25, &random);
            fast = around(40, &random);
            far = around(20, &random);
            motor.load = around(1, &random);
            axis.load = around(1, &random);
        }
        /* A sensor of half a degree, and an encoder that is never quite still. */
        fixed seen = (heater.temperature + around(1, &random) / 4) & ~0x7fff;
        heat(&heater, control(&heating, hot, seen));
        drive(&motor, control(&speed, fast, motor.speed + around(1, &random) / 8));
        fixed wanted = control(&position, far, axis.position);
        drive(&axis, control(&inner, wanted, axis.speed));
        sum = mix(sum, (uint32_t)heater.temperature);
        sum = mix(sum, (uint32_t)motor.speed);
        sum = mix(sum, (uint32_t)axis.position);
    }
    sum = digest(digest(sum, &heating), &speed);
    return digest(digest(sum, &inner), &position);
}
