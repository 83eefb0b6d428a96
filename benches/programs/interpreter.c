/* Interprets the bytecode of a stack machine, as a script engine in a device does: a program with a sieve, greatest
   common divisors, the reversal of a string, a hash and the Collatz sequence, on generated input. */
#include "program.h"

enum opcode {
    HALT, PUSH_BYTE, PUSH_WORD, LOAD, STORE, LOAD_BYTE, STORE_BYTE, DUP, DROP, SWAP, OVER, INCREMENT, ADD, SUBTRACT,
    MULTIPLY, MODULO, AND, OR, XOR, SHIFT_LEFT, SHIFT_RIGHT, LESS, EQUAL, JUMP, JUMP_ZERO, JUMP_NOT_ZERO, CALL, RETURN,
    INPUT, OUTPUT, OPCODES
};

/* What each opcode needs, so that the checks are in one place. */
static const struct {
    uint8_t operands; /* bytes behind the opcode */
    uint8_t takes, gives;
} shapes[OPCODES] = {
    [HALT] = {0, 0, 0}, [PUSH_BYTE] = {1, 0, 1}, [PUSH_WORD] = {2, 0, 1}, [LOAD] = {1, 0, 1},
    [STORE] = {1, 1, 0}, [LOAD_BYTE] = {0, 1, 1}, [STORE_BYTE] = {0, 2, 0}, [DUP] = {0, 1, 2},
    [DROP] = {0, 1, 0}, [SWAP] = {0, 2, 2}, [OVER] = {0, 2, 3}, [INCREMENT] = {0, 1, 1}, [ADD] = {0, 2, 1},
    [SUBTRACT] = {0, 2, 1}, [MULTIPLY] = {0, 2, 1}, [MODULO] = {0, 2, 1}, [AND] = {0, 2, 1}, [OR] = {0, 2, 1},
    [XOR] = {0, 2, 1}, [SHIFT_LEFT] = {0, 2, 1}, [SHIFT_RIGHT] = {0, 2, 1}, [LESS] = {0, 2, 1},
    [EQUAL] = {0, 2, 1}, [JUMP] = {2, 0, 0}, [JUMP_ZERO] = {2, 1, 0}, [JUMP_NOT_ZERO] = {2, 1, 0},
    [CALL] = {2, 0, 0}, [RETURN] = {0, 0, 0}, [INPUT] = {0, 0, 1}, [OUTPUT] = {0, 1, 0},
};

/* The variables of the program. */
enum { N, I, J, COUNT };

/* The places of the labels are in front of them; jumps and calls give them in two bytes, the high one first. */
static const uint8_t code[] = {
    /* 0: main */
    CALL, 0, 57, OUTPUT, INPUT, PUSH_BYTE, 4, MODULO, PUSH_BYTE, 5, ADD, STORE, N,
    /* 13: pairs */
    INPUT, PUSH_WORD, 39, 15, MODULO, INPUT, PUSH_WORD, 39, 15, MODULO, CALL, 0, 150, OUTPUT, LOAD, N, PUSH_BYTE, 1,
    SUBTRACT, DUP, STORE, N, JUMP_NOT_ZERO, 0, 13, CALL, 0, 162, CALL, 0, 241, OUTPUT, INPUT, PUSH_BYTE, 31, AND,
    PUSH_BYTE, 19, ADD, CALL, 1, 18, OUTPUT, HALT,
    /* 57: sieve: the number of primes below a limit of the input */
    INPUT, PUSH_BYTE, 30, MODULO, PUSH_BYTE, 40, ADD, STORE, N, PUSH_BYTE, 2, STORE, I,
    /* 70: clear */
    PUSH_BYTE, 0, LOAD, I, STORE_BYTE, LOAD, I, INCREMENT, DUP, STORE, I, LOAD, N, LESS, JUMP_NOT_ZERO, 0, 70,
    PUSH_BYTE, 0, STORE, COUNT, PUSH_BYTE, 2, STORE, I,
    /* 95: each */
    LOAD, I, LOAD_BYTE, JUMP_NOT_ZERO, 0, 135, LOAD, COUNT, INCREMENT, STORE, COUNT, LOAD, I, DUP, MULTIPLY, STORE, J,
    /* 112: strike */
    LOAD, J, LOAD, N, LESS, JUMP_ZERO, 0, 135, PUSH_BYTE, 1, LOAD, J, STORE_BYTE, LOAD, J, LOAD, I, ADD, STORE, J,
    JUMP, 0, 112,
    /* 135: composite */
    LOAD, I, INCREMENT, DUP, STORE, I, LOAD, N, LESS, JUMP_NOT_ZERO, 0, 95, LOAD, COUNT, RETURN,
    /* 150: gcd: ( a b -- gcd ) */
    DUP, JUMP_ZERO, 0, 160, SWAP, OVER, MODULO, JUMP, 0, 150,
    /* 160: done */
    DROP, RETURN,
    /* 162: reverse: a string of the input, written backwards over itself */
    INPUT, PUSH_BYTE, 16, MODULO, PUSH_BYTE, 16, ADD, STORE, N, PUSH_BYTE, 0, STORE, I,
    /* 175: letters */
    INPUT, PUSH_BYTE, 26, MODULO, PUSH_BYTE, 97, ADD, LOAD, I, STORE_BYTE, LOAD, I, INCREMENT, DUP, STORE, I, LOAD, N,
    LESS, JUMP_NOT_ZERO, 0, 175, PUSH_BYTE, 0, STORE, I, LOAD, N, STORE, J,
    /* 205: turn */
    LOAD, J, PUSH_BYTE, 1, SUBTRACT, STORE, J, LOAD, I, LOAD, J, LESS, JUMP_ZERO, 0, 240, LOAD, I, LOAD_BYTE, LOAD, J,
    LOAD_BYTE, LOAD, I, STORE_BYTE, LOAD, J, STORE_BYTE, LOAD, I, INCREMENT, STORE, I, JUMP, 0, 205,
    /* 240: turned */
    RETURN,
    /* 241: hash: ( -- hash ) of the string, with rotations */
    PUSH_BYTE, 0, STORE, I, PUSH_WORD, 21, 5,
    /* 248: hashing */
    DUP, PUSH_BYTE, 5, SHIFT_LEFT, SWAP, PUSH_BYTE, 27, SHIFT_RIGHT, OR, LOAD, I, LOAD_BYTE, XOR, LOAD, I, INCREMENT,
    DUP, STORE, I, LOAD, N, LESS, JUMP_NOT_ZERO, 0, 248, RETURN,
    /* 274: collatz: ( n -- steps ) of the 3 n + 1 sequence down to 1 */
    PUSH_BYTE, 0, STORE, COUNT,
    /* 278: step */
    DUP, PUSH_BYTE, 1, EQUAL, JUMP_NOT_ZERO, 1, 54, LOAD, COUNT, INCREMENT, STORE, COUNT, DUP, PUSH_BYTE, 1, AND,
    JUMP_NOT_ZERO, 1, 47, PUSH_BYTE, 1, SHIFT_RIGHT, JUMP, 1, 22,
    /* 303: odd */
    PUSH_BYTE, 3, MULTIPLY, INCREMENT, JUMP, 1, 22,
    /* 310: arrived */
    DROP, LOAD, COUNT, RETURN,
};

enum { STACK = 32, CALLS = 8, VARIABLES = 8, MEMORY = 256, STEPS = 20000 };

enum fault { NONE, RUNNING, BAD_OPCODE, BAD_STACK, BAD_CALL, BAD_ADDRESS, DIVISION, TIME_OUT };

struct machine {
    uint32_t stack[STACK];
    uint16_t calls[CALLS];
    uint32_t variables[VARIABLES];
    uint8_t memory[MEMORY];
    uint32_t depth, call_depth, at, steps;
    uint32_t input, output; /* the state of the input's generator, the checksum of the output */
};

static struct machine machine;

/* Carries out one instruction; gives RUNNING until the program halts or fails. */
static enum fault step(struct machine *m) {
    if (m->at >= sizeof code) return BAD_ADDRESS;
    const uint8_t *from = code + m->at;
    uint32_t opcode = *from, operand = 0;
    if (opcode >= OPCODES) return BAD_OPCODE;
    m->at += 1u + shapes[opcode].operands;
    if (m->at > sizeof code) return BAD_ADDRESS;
    if (shapes[opcode].operands != 0) operand = from[1];
    if (shapes[opcode].operands == 2) operand = operand << 8 | from[2];
    if (m->depth < shapes[opcode].takes || m->depth - shapes[opcode].takes + shapes[opcode].gives > STACK) {
        return BAD_STACK;
    }
    uint32_t *top = m->stack + m->depth; /* behind the topmost value */
    m->depth = m->depth - shapes[opcode].takes + shapes[opcode].gives;
    switch (opcode) {
    case HALT: return NONE;
    case PUSH_BYTE: case PUSH_WORD: top[0] = operand; break;
    case LOAD:
        if (operand >= VARIABLES) return BAD_ADDRESS;
        top[0] = m->variables[operand];
        break;
    case STORE:
        if (operand >= VARIABLES) return BAD_ADDRESS;
        m->variables[operand] = top[-1];
        break;
    case LOAD_BYTE:
        if (top[-1] >= MEMORY) return BAD_ADDRESS;
        top[-1] = m->memory[top[-1]];
        break;
    case STORE_BYTE:
        if (top[-1] >= MEMORY) return BAD_ADDRESS;
        m->memory[top[-1]] = (uint8_t)top[-2];
        break;
    case DUP: top[0] = top[-1]; break;
    case DROP: break;
    case SWAP: {
        uint32_t value = top[-1];
        top[-1] = top[-2];
        top[-2] = value;
        break;
    }
    case OVER: top[0] = top[-2]; break;
    case INCREMENT: top[-1]++; break;
    case ADD: top[-2] += top[-1]; break;
    case SUBTRACT: top[-2] -= top[-1]; break;
    case MULTIPLY: top[-2] *= top[-1]; break;
    case MODULO:
        if (top[-1] == 0) return DIVISION;
        top[-2] %= top[-1];
        break;
    case AND: top[-2] &= top[-1]; break;
    case OR: top[-2] |= top[-1]; break;
    case XOR: top[-2] ^= top[-1]; break;
    case SHIFT_LEFT: top[-2] <<= top[-1] & 31; break;
    case SHIFT_RIGHT: top[-2] >>= top[-1] & 31; break;
    case LESS: top[-2] = top[-2] < top[-1]; break;
    case EQUAL: top[-2] = top[-2] == top[-1]; break;
    case JUMP: m->at = operand; break;
    case JUMP_ZERO:
        if (top[-1] == 0) m->at = operand;
        break;
    case JUMP_NOT_ZERO:
        if (top[-1] != 0) m->at = operand;
        break;
    case CALL:
        if (m->call_depth == CALLS) return BAD_CALL;
        m->calls[m->call_depth++] = (uint16_t)m->at;
        m->at = operand;
        break;
    case RETURN:
        if (m->call_depth == 0) return BAD_CALL;
        m->at = m->calls[--m->call_depth];
        break;
    case INPUT: top[0] = next(&m->input); break;
    case OUTPUT: m->output = mix(m->output, top[-1]); break;
    }
    return RUNNING;
}

uint32_t EXPORT(run)(uint32_t seed) {
    enum fault fault = RUNNING;
    memset(&machine, 0, sizeof machine);
    machine.input = seed != 0 ? seed : 1;
    while (fault == RUNNING) fault = machine.steps++ < STEPS ? step(&machine) : TIME_OUT;
    uint32_t sum = mix(machine.output, (uint32_t)fault << 8 | machine.depth);
    sum = mix(sum, machine.steps);
    for (uint32_t i = 0; i < MEMORY; i++) sum = mix(sum, machine.memory[i]);
    return sum;
}
