// Two guests that pass a string: one makes it on its stack and in its statics, the other keeps and hashes it.

typedef unsigned int u32;

#ifdef SENDER
__attribute__((import_module("receiver"), import_name("hash"))) u32 hash(const char *, u32);

static const char text[] = "a string in the statics of its guest";

__attribute__((export_name("run"))) u32 run(u32 length) {
    char copy[40];
    for (u32 i = 0; i < sizeof text; i++)
        copy[i] = text[i] == ' ' ? '_' : text[i];
    __asm__ volatile("" : : "r"(copy) : "memory");
    return hash(text, length) * 31 + hash(copy, length);
}
#else
static char kept[256];
static u32 used;

__attribute__((export_name("realloc"))) char *allocate(char *old, u32 old_length, u32 align, u32 length) {
    (void)old, (void)old_length;
    if (length == 0)
        return (char *)align;
    if (used + length > sizeof kept)
        used = 0;
    used += length;
    return kept + used - length;
}

__attribute__((export_name("run"))) u32 run(const char *text, u32 length) {
    u32 sum = length;
    for (u32 i = 0; i < length; i++)
        sum = sum * 33 + text[i];
    return sum;
}
#endif
