/* A radix-2 FFT (decimation in time) of 128 points in Q15, over frames of two tones and noise; then the power spectrum
   and its strongest lines. */
#include "program.h"

enum { BITS = 7, POINTS = 1 << BITS, HALF = POINTS / 2, FRAMES = 3, PEAKS = 4 };

struct complex {
    int16_t re, im;
};

/* exp(-2 pi i k / 128) for half a turn, in Q15. */
static const struct complex twiddles[HALF] = {
    {32767, 0}, {32729, -1608}, {32610, -3212}, {32413, -4808}, {32138, -6393}, {31786, -7962},
    {31357, -9512}, {30853, -11039}, {30274, -12540}, {29622, -14010}, {28899, -15447}, {28106, -16846},
    {27246, -18205}, {26320, -19520}, {25330, -20788}, {24279, -22006}, {23170, -23170}, {22006, -24279},
    {20788, -25330}, {19520, -26320}, {18205, -27246}, {16846, -28106}, {15447, -28899}, {14010, -29622},
    {12540, -30274}, {11039, -30853}, {9512, -31357}, {7962, -31786}, {6393, -32138}, {4808, -32413},
    {3212, -32610}, {1608, -32729}, {0, -32767}, {-1608, -32729}, {-3212, -32610}, {-4808, -32413},
    {-6393, -32138}, {-7962, -31786}, {-9512, -31357}, {-11039, -30853}, {-12540, -30274}, {-14010, -29622},
    {-15447, -28899}, {-16846, -28106}, {-18205, -27246}, {-19520, -26320}, {-20788, -25330}, {-22006, -24279},
    {-23170, -23170}, {-24279, -22006}, {-25330, -20788}, {-26320, -19520}, {-27246, -18205}, {-28106, -16846},
    {-28899, -15447}, {-29622, -14010}, {-30274, -12540}, {-30853, -11039}, {-31357, -9512}, {-31786, -7962},
    {-32138, -6393}, {-32413, -4808}, {-32610, -3212}, {-32729, -1608},
};

/* A Hann window, the first half of it: the second is its mirror image. */
static const int16_t window[HALF] = {
    5, 44, 123, 241, 398, 593, 827, 1098, 1406, 1749, 2128, 2542, 2989, 3468, 3978, 4518,
    5087, 5682, 6304, 6950, 7619, 8308, 9018, 9745, 10487, 11245, 12014, 12794, 13583, 14378, 15179, 15982,
    16786, 17589, 18390, 19185, 19974, 20754, 21523, 22281, 23023, 23750, 24460, 25149, 25818, 26464, 27086, 27681,
    28250, 28790, 29300, 29779, 30226, 30640, 31019, 31362, 31670, 31941, 32175, 32370, 32527, 32645, 32724, 32763,
};

static struct complex points[POINTS];
static uint32_t power[HALF];
static uint32_t average[HALF];

static int16_t saturate(int32_t x) { return (int16_t)(x > INT16_MAX ? INT16_MAX : x < INT16_MIN ? INT16_MIN : x); }

static int16_t multiply(int16_t a, int16_t b) { return saturate(((int32_t)a * b + 0x4000) >> 15); }

/* Swaps the points into the order of their numbers with the bits reversed. */
static void reorder(struct complex *x) {
    for (uint32_t i = 1, j = 0; i < POINTS; i++) {
        uint32_t bit = HALF;
        /* Adds one to `j`, carrying towards the lower bits. */
        for (; j & bit; bit >>= 1) j ^= bit;
        j ^= bit;
        if (i < j) {
            struct complex held = x[i];
            x[i] = x[j];
            x[j] = held;
        }
    }
}

/* A butterfly that halves, so that no stage grows: the result is that of the transform over 128. */
static void butterfly(struct complex *a, struct complex *b, const struct complex *w) {
    int32_t re = ((int32_t)b->re * w->re - (int32_t)b->im * w->im + 0x4000) >> 15;
    int32_t im = ((int32_t)b->re * w->im + (int32_t)b->im * w->re + 0x4000) >> 15;
    int32_t sum_re = a->re + re, sum_im = a->im + im;
    b->re = saturate((a->re - re + 1) >> 1);
    b->im = saturate((a->im - im + 1) >> 1);
    a->re = saturate((sum_re + 1) >> 1);
    a->im = saturate((sum_im + 1) >> 1);
}

static void transform(struct complex *x) {
    reorder(x);
    for (uint32_t span = 1, step = HALF; span < POINTS; span <<= 1, step >>= 1)
        for (uint32_t k = 0; k < span; k++) {
            const struct complex *w = &twiddles[k * step];
            for (uint32_t i = k; i < POINTS; i += 2 * span) butterfly(&x[i], &x[i + span], w);
        }
}

/* One turn is 128 steps; cosines of the second half turn are those of the first, negated. */
static int16_t cosine(uint32_t phase) {
    int16_t value = twiddles[phase % HALF].re;
    return phase & HALF ? (int16_t)-value : value;
}

static void sample(struct complex *x, uint32_t *random) {
    uint32_t tones = next(random);
    uint32_t first = 3 + tones % 20, second = 30 + (tones >> 8) % 30, phase = tones >> 16;
    int16_t loud = (int16_t)(9000 + (tones >> 24) * 20);
    for (uint32_t i = 0; i < POINTS; i++) {
        int32_t noise = (int32_t)(next(random) >> 22) - 512;
        int32_t value = multiply(cosine(phase + i * first), loud) + multiply(cosine(i * second), 6000) + noise;
        x[i].re = multiply(saturate(value), window[i < HALF ? i : POINTS - 1 - i]);
        x[i].im = 0;
    }
}

static uint32_t square_root(uint32_t x) {
    uint32_t root = 0;
    for (uint32_t bit = 1u << 30; bit; bit >>= 2) {
        uint32_t tried = root + bit;
        root >>= 1;
        if (x >= tried) {
            x -= tried;
            root += bit;
        }
    }
    return root;
}

/* The strongest line between its neighbours; it is cleared, so that another call gives the one after it. */
static uint32_t take_peak(uint32_t *lines) {
    uint32_t best = 1;
    for (uint32_t i = 2; i < HALF - 1; i++)
        if (lines[i] > lines[best] && lines[i] >= lines[i - 1] && lines[i] >= lines[i + 1]) best = i;
    uint32_t found = best << 16 | square_root(lines[best]);
    lines[best - 1] = lines[best] = lines[best + 1] = 0;
    return found;
}

uint32_t EXPORT(run)(uint32_t seed) {
    uint32_t random = seed | 1, sum = seed;
    memset(average, 0, sizeof average);
    for (int frame = 0; frame < FRAMES; frame++) {
        sample(points, &random);
        transform(points);
        for (uint32_t i = 0; i < HALF; i++) {
            int32_t re = points[i].re, im = points[i].im;
            power[i] = (uint32_t)(re * re) + (uint32_t)(im * im);
            average[i] += power[i] / FRAMES;
            sum = mix(sum, power[i]);
        }
        for (int i = 0; i < PEAKS; i++) sum = mix(sum, take_peak(power));
    }
    for (int i = 0; i < PEAKS; i++) sum = mix(sum, take_peak(average));
    return sum;
}
