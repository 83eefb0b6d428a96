/* A mock library whose component sees its memory 0x2000 bytes further down, and whose memory's end is in a word. */
#define MOCK(name) mock_grown_##name
#include "guest.h"

extern "C" {
uint32_t mock_grown_size = 0x4000;

uint64_t mock_grown_text(uint32_t ptr, uint32_t len)
{
    return hold_word([=] {
        const uint32_t words[] = {ptr, len};
        memcpy(MOCK(window) + 0x1800, words, sizeof words); /* At 0x2800. */
        memset(MOCK(window) + 0x1000, 'a', 16); /* At 0x2000: zero for the component. */
        memset(MOCK(window) + 0x2ff0, 'z', 16); /* The last bytes before 0x4000. */
        return 0x800u;
    });
}

uint32_t mock_grown_cabi_post_text(uint32_t)
{
    return release([] {});
}

/* The allocator gave an address that counts from the base, and `allocate` an address of the memory. */
uint64_t mock_grown_put(uint32_t ptr, uint32_t len)
{
    return enter_word([=] { return len == 0u ? 0u : (uint32_t)MOCK(window)[ptr + 0x2000u - LOW]; });
}
}
