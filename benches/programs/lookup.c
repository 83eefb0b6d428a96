/* The look-ups of an engine control unit: curves and maps with axes, found by binary search, with linear and bilinear
   interpolation in fixed point, and a map of corrections that learns; for a simulated drive. */
#include "program.h"

enum { FRACTION_BITS = 14, ONE = 1 << FRACTION_BITS, TRIM_COLUMNS = 8, TRIM_ROWS = 6, STEPS = 100 };

struct axis {
    const uint16_t *points; /* ascending */
    uint32_t count;
};

struct curve {
    struct axis x;
    const uint16_t *values;
};

struct map {
    struct axis x, y;
    const uint16_t *values; /* a row for each y */
};

/* Where a value is on an axis: behind point `at`, by a part of the way to the next one. */
struct place {
    uint32_t at, fraction;
};

/* Engine speed in 1/min, manifold pressure in kPa. */
static const uint16_t speed_axis[16] = {500, 800, 1100, 1400, 1800, 2200, 2600, 3000, 3500, 4000, 4500, 5000, 5500,
                                        6000, 6500, 7000};
static const uint16_t load_axis[16] = {15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 90, 100};

/* Volumetric efficiency in thousandths. */
static const uint16_t efficiency_values[16 * 16] = {
    546, 561, 577, 596, 624, 657, 691, 723, 751, 759, 750, 728, 697, 659, 617, 577,
    553, 569, 586, 604, 633, 667, 704, 738, 766, 774, 764, 741, 710, 671, 627, 585,
    561, 577, 594, 613, 642, 677, 715, 751, 781, 789, 777, 753, 722, 683, 637, 592,
    569, 586, 603, 621, 650, 686, 727, 764, 796, 803, 789, 765, 734, 694, 646, 599,
    576, 594, 611, 629, 658, 695, 737, 777, 809, 816, 801, 776, 745, 705, 656, 606,
    583, 601, 619, 637, 666, 704, 748, 789, 823, 829, 813, 787, 756, 716, 665, 613,
    591, 609, 626, 644, 674, 712, 758, 801, 836, 841, 824, 798, 767, 726, 674, 620,
    598, 617, 634, 652, 681, 721, 768, 813, 848, 853, 835, 808, 778, 737, 682, 626,
    605, 624, 642, 659, 689, 729, 777, 824, 861, 865, 845, 818, 788, 747, 691, 633,
    612, 632, 649, 667, 696, 737, 787, 835, 873, 876, 855, 828, 798, 757, 699, 639,
    620, 640, 657, 674, 703, 745, 796, 846, 885, 888, 866, 838, 808, 766, 708, 645,
    627, 647, 664, 681, 710, 752, 806, 857, 897, 899, 875, 847, 818, 776, 716, 652,
    634, 654, 672, 688, 717, 760, 815, 868, 908, 910, 885, 856, 827, 786, 725, 658,
    641, 662, 679, 695, 724, 768, 824, 878, 920, 920, 895, 865, 837, 795, 733, 664,
    655, 677, 694, 709, 737, 782, 841, 899, 942, 942, 914, 883, 856, 814, 749, 677,
    669, 691, 708, 723, 751, 797, 859, 919, 965, 962, 932, 901, 874, 833, 765, 689,
};

/* Ignition advance in tenths of a degree. */
static const uint16_t advance_values[16 * 16] = {
    260, 289, 352, 369, 384, 395, 405, 416, 433, 440, 440, 440, 440, 440, 440, 440,
    252, 281, 344, 361, 376, 387, 397, 408, 425, 440, 440, 440, 440, 440, 440, 440,
    244, 273, 336, 353, 368, 379, 389, 400, 417, 435, 440, 440, 440, 440, 440, 440,
    236, 265, 328, 345, 360, 371, 381, 392, 409, 427, 440, 440, 440, 436, 433, 437,
    228, 257, 320, 337, 352, 363, 373, 384, 401, 419, 432, 436, 434, 428, 425, 429,
    220, 249, 312, 329, 344, 355, 365, 376, 393, 411, 424, 428, 426, 420, 417, 421,
    212, 241, 304, 321, 336, 347, 357, 368, 385, 403, 416, 420, 418, 412, 409, 413,
    204, 233, 296, 313, 328, 339, 349, 360, 377, 395, 408, 412, 410, 404, 401, 405,
    196, 225, 288, 305, 320, 331, 341, 352, 369, 387, 400, 404, 402, 396, 393, 397,
    188, 217, 280, 297, 312, 323, 333, 344, 361, 379, 392, 396, 394, 388, 385, 389,
    180, 209, 272, 289, 304, 315, 325, 336, 353, 371, 384, 388, 386, 380, 377, 381,
    172, 201, 264, 281, 296, 307, 317, 328, 345, 363, 376, 380, 378, 372, 369, 373,
    164, 193, 256, 273, 288, 299, 309, 320, 337, 355, 368, 372, 370, 364, 361, 365,
    156, 185, 248, 265, 280, 291, 301, 312, 329, 347, 360, 364, 362, 356, 353, 357,
    126, 155, 218, 235, 250, 261, 271, 282, 299, 317, 330, 334, 332, 326, 323, 327,
    96, 125, 188, 205, 220, 231, 241, 252, 269, 287, 300, 304, 302, 296, 293, 297,
};

/* A thermistor: readings of the converter to tenths of a degree above -40 Celsius. */
static const uint16_t thermistor_axis[20] = {55, 72, 95, 126, 170, 232, 320, 440, 600, 810, 1080, 1420, 1820, 2270,
                                             2720, 3130, 3460, 3700, 3860, 3960};
static const uint16_t thermistor_values[20] = {1800, 1700, 1600, 1500, 1400, 1300, 1200, 1100, 1000, 900, 800, 700,
                                               600, 500, 400, 300, 200, 120, 60, 0};

/* A hot-film sensor: readings to tenths of a kilogram of air per hour. */
static const uint16_t flow_axis[18] = {200, 400, 600, 800, 1000, 1250, 1500, 1750, 2000, 2250, 2500, 2750, 3000,
                                       3200, 3400, 3600, 3800, 4000};
static const uint16_t flow_values[18] = {9, 17, 40, 85, 162, 316, 550, 882, 1329, 1912, 2647, 3554, 4652, 5681,
                                         6854, 8181, 9673, 11338};

/* The enrichment of a cold engine in thousandths, by its temperature. */
static const uint16_t warmup_axis[14] = {0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000, 1100, 1200, 1300};
static const uint16_t warmup_values[14] = {2050, 1880, 1730, 1600, 1490, 1400, 1320, 1250, 1190, 1140, 1095, 1055,
                                           1020, 1000};

/* The microseconds that an injector takes to open, by the battery's millivolts. */
static const uint16_t battery_axis[11] = {6000, 7000, 8000, 9000, 10000, 11000, 12000, 13000, 14000, 15000, 16000};
static const uint16_t battery_values[11] = {4200, 3150, 2420, 1910, 1540, 1270, 1060, 900, 780, 690, 620};

/* The retard of the ignition in hot air, in tenths of a degree. */
static const uint16_t air_axis[7] = {0, 200, 400, 600, 800, 1000, 1200};
static const uint16_t air_values[7] = {0, 0, 0, 0, 0, 12, 35};

/* The axes of the learned map have fewer points. */
static const uint16_t trim_speed_axis[TRIM_COLUMNS] = {600, 1200, 1800, 2600, 3500, 4500, 5500, 6500};
static const uint16_t trim_load_axis[TRIM_ROWS] = {20, 35, 50, 65, 80, 95};

#define AXIS(points) {points, sizeof points / sizeof *points}

static const struct map efficiency = {AXIS(speed_axis), AXIS(load_axis), efficiency_values};
static const struct map advance = {AXIS(speed_axis), AXIS(load_axis), advance_values};
static const struct curve thermistor = {AXIS(thermistor_axis), thermistor_values};
static const struct curve air_flow = {AXIS(flow_axis), flow_values};
static const struct curve warmup = {AXIS(warmup_axis), warmup_values};
static const struct curve dead_time = {AXIS(battery_axis), battery_values};
static const struct curve hot_air = {AXIS(air_axis), air_values};
static const struct axis trim_speed = AXIS(trim_speed_axis), trim_load = AXIS(trim_load_axis);

/* Corrections of the fuel in 1/256 of a thousandth, learned at the points around where the engine runs. */
static int32_t trims[TRIM_ROWS][TRIM_COLUMNS];

/* Binary search; outside the axis the value at its end holds. */
static struct place find_place(const struct axis *axis, uint32_t value) {
    uint32_t low = 0, high = axis->count - 1;
    struct place place = {0, 0};
    if (value <= axis->points[0]) return place;
    if (value >= axis->points[high]) {
        place.at = high - 1;
        place.fraction = ONE;
        return place;
    }
    while (high - low > 1) {
        uint32_t middle = (low + high) / 2;
        if (value < axis->points[middle]) high = middle;
        else low = middle;
    }
    uint32_t start = axis->points[low];
    place.at = low;
    place.fraction = ((value - start) << FRACTION_BITS) / (axis->points[high] - start);
    return place;
}

static int32_t between(int32_t a, int32_t b, uint32_t fraction) {
    return a + (((b - a) * (int32_t)fraction + ONE / 2) >> FRACTION_BITS);
}

static uint32_t read_curve(const struct curve *curve, uint32_t x) {
    struct place place = find_place(&curve->x, x);
    return (uint32_t)between(curve->values[place.at], curve->values[place.at + 1], place.fraction);
}

static uint32_t read_map(const struct map *map, uint32_t x, uint32_t y) {
    struct place column = find_place(&map->x, x), row = find_place(&map->y, y);
    const uint16_t *upper = map->values + row.at * map->x.count + column.at, *lower = upper + map->x.count;
    int32_t a = between(upper[0], upper[1], column.fraction), b = between(lower[0], lower[1], column.fraction);
    return (uint32_t)between(a, b, row.fraction);
}

static int32_t read_trim(struct place column, struct place row) {
    const int32_t *upper = &trims[row.at][column.at], *lower = &trims[row.at + 1][column.at];
    int32_t a = between(upper[0] / 256, upper[1] / 256, column.fraction);
    int32_t b = between(lower[0] / 256, lower[1] / 256, column.fraction);
    return between(a, b, row.fraction);
}

/* Spreads an error over the four points around a place, by their weights in the interpolation. */
static void learn(struct place column, struct place row, int32_t error) {
    for (uint32_t y = 0; y < 2; y++) {
        uint32_t row_weight = (y != 0 ? row.fraction : ONE - row.fraction) >> 6;
        for (uint32_t x = 0; x < 2; x++) {
            uint32_t weight = row_weight * ((x != 0 ? column.fraction : ONE - column.fraction) >> 6); /* up to 65536 */
            int32_t *trim = &trims[row.at + y][column.at + x];
            *trim += error * (int32_t)(weight >> 8) / 8;
            if (*trim > 150 * 256) *trim = 150 * 256;
            if (*trim < -150 * 256) *trim = -150 * 256;
        }
    }
}

/* What the sensors give: readings of a converter of 12 bits, and values that the timers measure. */
struct inputs {
    uint32_t speed, pressure, coolant, air, flow, battery;
};

struct outputs {
    uint32_t injection; /* microseconds */
    int32_t spark;      /* tenths of a degree before the top */
};

/* The air in thousandths of a full cylinder to the time of an injection, with all corrections. */
static struct outputs control(const struct inputs *in, struct place column, struct place row) {
    struct outputs out;
    uint32_t coolant = read_curve(&thermistor, in->coolant), air = read_curve(&thermistor, in->air);
    uint32_t filling = read_map(&efficiency, in->speed, in->pressure) * in->pressure / 100;
    /* The density falls with the absolute temperature, here relative to 20 Celsius. */
    filling = filling * 2930 / (2330 + air);
    /* The measured flow corrects the model by a quarter of the difference, where it is steady. */
    uint32_t measured = read_curve(&air_flow, in->flow) * 2400 / in->speed;
    if (in->speed > 1000 && measured > filling / 2 && measured < filling * 2) filling = (3 * filling + measured) / 4;
    uint32_t time = filling * 9 * read_curve(&warmup, coolant) / 1000;
    time = time * (uint32_t)(1000 + read_trim(column, row)) / 1000;
    out.injection = time + read_curve(&dead_time, in->battery);
    out.spark = (int32_t)read_map(&advance, in->speed, in->pressure) - (int32_t)read_curve(&hot_air, air);
    if (coolant < 800) out.spark += (int32_t)(800 - coolant) / 16;
    return out;
}

/* Moves a value by a random step and keeps it inside its range. */
static uint32_t wander(uint32_t value, uint32_t random, uint32_t step, uint32_t low, uint32_t high) {
    value += random % (2 * step + 1);
    value = value > low + step ? value - step : low;
    return value < high ? value : high;
}

uint32_t EXPORT(run)(uint32_t seed) {
    uint32_t state = seed != 0 ? seed : 1, sum = 0;
    struct inputs in = {800, 40, 3300, 2200, 600, 12400};
    memset(trims, 0, sizeof trims);
    for (uint32_t i = 0; i < STEPS; i++) {
        uint32_t random = next(&state);
        in.speed = wander(in.speed, random, 500, 450, 7200);
        in.pressure = wander(in.pressure, random >> 11, 12, 12, 104);
        in.flow = wander(in.speed * in.pressure / 180 + 400, random >> 18, 100, 100, 4095);
        random = next(&state);
        in.coolant = wander(in.coolant - in.coolant / 64, random, 20, 40, 4095);
        in.air = wander(in.air, random >> 8, 60, 300, 3900);
        in.battery = wander(in.battery, random >> 16, 400, 5500, 16500);
        struct place column = find_place(&trim_speed, in.speed), row = find_place(&trim_load, in.pressure);
        struct outputs out = control(&in, column, row);
        sum = mix(mix(sum, out.injection), (uint32_t)out.spark);
        /* The oxygen sensor: the (simulated) injectors give too little at high speed, and a bit too much at low. */
        int32_t error = (int32_t)in.speed / 64 - 40 + (int32_t)(random >> 29) - read_trim(column, row);
        learn(column, row, error);
    }
    for (uint32_t y = 0; y < TRIM_ROWS; y++) {
        for (uint32_t x = 0; x < TRIM_COLUMNS; x++) sum = mix(sum, (uint32_t)trims[y][x]);
    }
    return sum;
}
