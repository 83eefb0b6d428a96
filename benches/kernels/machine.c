/* A state machine: frames on a serial line, each a start byte, a length, so many bytes, and their checksum. */
#include "kernel.h"

enum { MOST = 32, START = 0x7e };
enum state { IDLE, LENGTH, PAYLOAD, CHECKSUM };

struct frame {
    uint8_t state, length, filled, sum;
    uint8_t payload[MOST];
    uint32_t accepted, refused;
};

static struct frame line;

static void refuse(void) {
    line.refused++;
    line.state = IDLE;
}

/* Takes a byte; gives the length of a frame that it completes, else zero. */
uint32_t EXPORT(take)(uint32_t byte) {
    uint8_t value = (uint8_t)byte;
    switch (line.state) {
    case IDLE:
        if (value == START) line.state = LENGTH;
        break;
    case LENGTH:
        if (value == 0 || value > MOST) {
            refuse();
            break;
        }
        line.length = value;
        line.filled = line.sum = 0;
        line.state = PAYLOAD;
        break;
    case PAYLOAD:
        line.payload[line.filled++] = value;
        line.sum += value;
        if (line.filled == line.length) line.state = CHECKSUM;
        break;
    default:
        if (line.sum != value) {
            refuse();
            break;
        }
        line.accepted++;
        line.state = IDLE;
        return line.length;
    }
    return 0;
}

/* A byte of the last frame. */
uint32_t EXPORT(payload)(uint32_t index) { return index < line.length ? line.payload[index] : 0; }

/* Frames that were accepted, in the upper half, and refused. */
uint32_t EXPORT(counts)(void) { return line.accepted << 16 | (line.refused & 0xffff); }
