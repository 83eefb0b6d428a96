/* A complementary orientation filter on quaternions (after Mahony, Hamel and Pflimlin 2008), in single precision, fed
   with the samples of a synthetic gyroscope with a bias and a synthetic accelerometer. */
#include "program.h"

enum { SAMPLES = 100 };

struct vector {
    float x, y, z;
};

struct quaternion {
    float w, x, y, z;
};

struct filter {
    struct quaternion attitude;
    struct vector bias;
    float proportional, integral;
};

static const float period = 0.01f;

static struct filter filter;
static struct quaternion truth;

static struct vector scale(struct vector a, float by) { return (struct vector){a.x * by, a.y * by, a.z * by}; }

static struct vector add(struct vector a, struct vector b) { return (struct vector){a.x + b.x, a.y + b.y, a.z + b.z}; }

static float dot(struct vector a, struct vector b) { return a.x * b.x + a.y * b.y + a.z * b.z; }

static struct vector cross(struct vector a, struct vector b) {
    return (struct vector){a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}

static void normalize(struct quaternion *q) {
    float inverse = 1.0f / __builtin_sqrtf(q->w * q->w + q->x * q->x + q->y * q->y + q->z * q->z);
    q->w *= inverse;
    q->x *= inverse;
    q->y *= inverse;
    q->z *= inverse;
}

/* Turns `q` by a rate in radians per second, given along the axes of the body, for one period. */
static void integrate(struct quaternion *q, struct vector rate) {
    struct quaternion old = *q;
    struct vector half = scale(rate, 0.5f * period);
    q->w += -old.x * half.x - old.y * half.y - old.z * half.z;
    q->x += old.w * half.x + old.y * half.z - old.z * half.y;
    q->y += old.w * half.y - old.x * half.z + old.z * half.x;
    q->z += old.w * half.z + old.x * half.y - old.y * half.x;
    normalize(q);
}

/* The direction of up as the body sees it. */
static struct vector up(const struct quaternion *q) {
    return (struct vector){
        2.0f * (q->x * q->z - q->w * q->y),
        2.0f * (q->w * q->x + q->y * q->z),
        1.0f - 2.0f * (q->x * q->x + q->y * q->y),
    };
}

static void update(struct filter *f, struct vector gyroscope, struct vector accelerometer) {
    float length = __builtin_sqrtf(dot(accelerometer, accelerometer));
    struct vector rate = add(gyroscope, scale(f->bias, -1.0f));
    /* Far from one g the body is accelerating, and says nothing about where up is. */
    if (length > 0.7f && length < 1.3f) {
        struct vector error = cross(scale(accelerometer, 1.0f / length), up(&f->attitude));
        f->bias = add(f->bias, scale(error, -f->integral * period));
        rate = add(rate, scale(error, f->proportional));
    }
    integrate(&f->attitude, rate);
}

/* Between -most and most. */
static float noise(float most, uint32_t *random) {
    return ((float)(int32_t)(next(random) >> 8) * (1.0f / 8388608.0f) - 1.0f) * most;
}

static struct vector noise_vector(float most, uint32_t *random) {
    /* One after the other: C leaves open in which order an initializer's calls happen. */
    float x = noise(most, random), y = noise(most, random), z = noise(most, random);
    return (struct vector){x, y, z};
}

static uint32_t scaled(float x) { return (uint32_t)(int32_t)(x * 1000000.0f); }

static uint32_t digest(uint32_t sum, const struct quaternion *q) {
    sum = mix(sum, scaled(q->w));
    sum = mix(sum, scaled(q->x));
    sum = mix(sum, scaled(q->y));
    return mix(sum, scaled(q->z));
}

uint32_t EXPORT(run)(uint32_t seed) {
    uint32_t random = seed | 1, sum = seed;
    struct vector bias = noise_vector(0.05f, &random), rate = {0.0f, 0.0f, 0.0f};

    /* The filter does not know at first how the body lies. */
    struct vector lie = noise_vector(0.5f, &random);
    truth = (struct quaternion){1.0f, lie.x, lie.y, lie.z};
    normalize(&truth);
    filter = (struct filter){.attitude = {.w = 1.0f}, .proportional = 4.0f, .integral = 0.3f};

    for (int i = 0; i < SAMPLES; i++) {
        /* A rate that wanders, and now and then a knock. */
        rate = add(scale(rate, 0.98f), noise_vector(0.2f, &random));
        integrate(&truth, rate);
        struct vector knock = noise_vector(i % 16 == 15 ? 0.8f : 0.02f, &random);
        struct vector gyroscope = add(add(rate, bias), noise_vector(0.01f, &random));
        update(&filter, gyroscope, add(up(&truth), knock));

        float agreement = dot(up(&truth), up(&filter.attitude));
        sum = mix(digest(sum, &filter.attitude), scaled(agreement));
    }
    sum = mix(sum, scaled(filter.bias.x));
    sum = mix(sum, scaled(filter.bias.y));
    return mix(digest(sum, &truth), scaled(filter.bias.z));
}
