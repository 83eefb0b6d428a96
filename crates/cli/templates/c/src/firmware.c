/* Firmware that calls the component `@name@`. */

#include <stdio.h>

#include "@file@.h"

/* The component's import. Firmware for a chip with a converter would ask it. */
uint16_t @prefix@_board_read(uint8_t channel)
{
    return (uint16_t)(1000 + 10 * channel);
}

int main(void)
{
    @prefix@_string_t text;
    uint32_t mean;
    if (@prefix@_instantiate() != DISSOLVE_OK || @prefix@_describe(dissolve_string("channel 2"), &text) != DISSOLVE_OK) {
        return 1;
    }
    /* The text is in the component's memory, until it is given back. */
    printf("%.*s\n", (int)text.len, text.ptr);
    @prefix@_describe_free();
    if (@prefix@_mean(2, 8, &mean) != DISSOLVE_OK) {
        return 1;
    }
    printf("%u mV\n", (unsigned)mean);

    /* A trap ends the call. The component takes calls again when it is made anew. */
    if (@prefix@_mean(2, 0, &mean) == DISSOLVE_OK) {
        return 1;
    }
    dissolve_trap_t trap;
    if (@prefix@_last_trap(&trap)) {
        printf("trap: %s at 0x%lx\n", dissolve_text(trap.status), (unsigned long)trap.place);
    }
    if (@prefix@_instantiate() != DISSOLVE_OK || @prefix@_mean(3, 8, &mean) != DISSOLVE_OK) {
        return 1;
    }
    printf("%u mV\n", (unsigned)mean);
    return 0;
}
