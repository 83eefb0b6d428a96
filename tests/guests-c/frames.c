/* Freestanding C without a C library: the compiler calls memcpy and memset by itself, and the linker leaves both as imports. */

struct frame {
    unsigned char bytes[200];
    unsigned number;
};
static struct frame saved, work;

void *memset(void *, int, unsigned long);

__attribute__((export_name("step"))) unsigned step(unsigned by) {
    for (unsigned at = 0; at < sizeof work.bytes; at++) work.bytes[at] = (unsigned char)(at * by);
    work.number = by;
    saved = work;
    unsigned sum = 0;
    for (unsigned at = 0; at < sizeof saved.bytes; at++) sum = sum * 31 + saved.bytes[at];
    return sum + saved.number;
}

__attribute__((export_name("wipe"))) unsigned wipe(unsigned with) {
    memset(&saved, (int)with, sizeof saved);
    return saved.number;
}
