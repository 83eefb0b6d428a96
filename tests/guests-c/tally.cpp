// What the world `tally` asks for, in C++: a class, virtual functions, static objects, and every form of `new`.

#include "tally.h"

#include <new>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "dissolve_guest.h"

namespace {

/* Objects that are alive. */
uint32_t alive = 0;

/* A sequence that grows. */
template <typename T> class Sequence {
  public:
    Sequence() { ++alive; }
    Sequence(const Sequence &) = delete;
    Sequence &operator=(const Sequence &) = delete;
    ~Sequence() {
        delete[] items_;
        --alive;
    }

    void push(const T &item) {
        if (length_ == capacity_) grow();
        items_[length_++] = item;
    }

    size_t length() const { return length_; }
    T &operator[](size_t at) { return items_[at]; }

  private:
    void grow() {
        capacity_ = capacity_ ? 2 * capacity_ : 1;
        T *larger = new T[capacity_];
        for (size_t i = 0; i < length_; i++) larger[i] = items_[i];
        delete[] items_;
        items_ = larger;
    }

    T *items_ = nullptr;
    size_t length_ = 0;
    size_t capacity_ = 0;
};

class Speller {
  public:
    Speller() { ++alive; }
    virtual ~Speller() { --alive; }
    virtual void spell(uint32_t number, Sequence<char> &into) const = 0;
};

class Decimal final : public Speller {
  public:
    void spell(uint32_t number, Sequence<char> &into) const override {
        if (number >= 10) spell(number / 10, into);
        into.push(static_cast<char>('0' + number % 10));
    }
};

class Parity final : public Speller {
  public:
    explicit Parity(const Speller &inner) : inner_(inner) {}
    void spell(uint32_t number, Sequence<char> &into) const override {
        inner_.spell(number, into);
        for (const char *text = number % 2 ? " odd" : " even"; *text; ++text) into.push(*text);
    }

  private:
    const Speller &inner_;
};

/* Constructed before the first call, once; its destructor never runs. */
struct Constructed {
    Constructed() : times(new uint32_t(0)) { ++*times; }
    ~Constructed() { delete times; }
    uint32_t *times;
};

Constructed constructed;

struct alignas(64) Line {
    Line() { ++alive; }
    ~Line() { --alive; }
    char bytes[64];
};

uint32_t off(const void *pointer, size_t align) {
    return static_cast<uint32_t>(reinterpret_cast<uintptr_t>(pointer) % align);
}

} // namespace

extern "C" bool exports_tally_median(tally_list_s32_t *values, int32_t *ret) {
    Sequence<int32_t> sorted;
    for (size_t i = 0; i < values->len; i++) {
        sorted.push(values->ptr[i]);
        for (size_t at = i; at > 0 && sorted[at] < sorted[at - 1]; at--) {
            int32_t kept = sorted[at];
            sorted[at] = sorted[at - 1];
            sorted[at - 1] = kept;
        }
    }
    tally_list_s32_free(values);
    if (!sorted.length()) return false;
    *ret = sorted[sorted.length() / 2];
    return true;
}

extern "C" void exports_tally_spell(tally_list_u32_t *values, tally_list_string_t *ret) {
    const Speller *decimal = new Decimal;
    const Speller *speller = new Parity(*decimal);
    ret->len = values->len;
    ret->ptr = static_cast<tally_string_t *>(calloc(values->len, sizeof(tally_string_t)));
    for (size_t i = 0; i < values->len; i++) {
        Sequence<char> text;
        speller->spell(values->ptr[i], text);
        tally_string_dup_n(&ret->ptr[i], &text[0], text.length());
    }
    // The bindings free nothing of a list without items.
    if (!ret->len) free(ret->ptr);
    delete speller;
    delete decimal;
    tally_list_u32_free(values);
}

extern "C" void exports_tally_counts(tally_tuple2_u32_u32_t *ret) { *ret = {*constructed.times, alive}; }

extern "C" uint32_t exports_tally_misalignment(void) {
    uint32_t sum = 0;
    for (size_t size = 0; size < 40; size++) {
        const size_t align = size < 16 ? 8 : 16;
        void *blocks[] = {
            ::operator new(size),
            ::operator new[](size),
            ::operator new(size, std::nothrow),
            ::operator new[](size, std::nothrow),
        };
        for (void *block : blocks) sum += off(block, align);
        ::operator delete(blocks[0]);
        ::operator delete[](blocks[1]);
        ::operator delete(blocks[2], std::nothrow);
        ::operator delete[](blocks[3], std::nothrow);
        ::operator delete(::operator new(size), size);
        ::operator delete[](::operator new[](size), size);
    }
    for (size_t log = 5; log < 9; log++) {
        const size_t size = size_t(1) << log;
        const std::align_val_t align{size};
        void *blocks[] = {
            ::operator new(size, align),
            ::operator new[](size, align),
            ::operator new(size, align, std::nothrow),
            ::operator new[](size, align, std::nothrow),
        };
        for (void *block : blocks) sum += off(block, size);
        ::operator delete(blocks[0], align);
        ::operator delete[](blocks[1], align);
        ::operator delete(blocks[2], align, std::nothrow);
        ::operator delete[](blocks[3], align, std::nothrow);
        ::operator delete(::operator new(size, align), size, align);
        ::operator delete[](::operator new[](size, align), size, align);
    }
    Line *line = new Line;
    Line *lines = new Line[3];
    sum += off(line, 64) + off(lines, 64);
    delete line;
    delete[] lines;
    alignas(Line) unsigned char place[sizeof(Line)];
    Line *placed = new (place) Line;
    sum += off(placed, 64);
    placed->~Line();
    delete static_cast<Line *>(nullptr);
    return sum;
}

extern "C" uint32_t exports_tally_arena_used(void) {
#ifdef DISSOLVE_STATIC_ARENA
    return static_cast<uint32_t>(dissolve_arena_used());
#else
    return 0;
#endif
}
