/* A test that runs the component's native code on this machine. */

#include <assert.h>
#include <stdio.h>

#include "@file@.h"

static unsigned readings;

/* The component's import. */
uint16_t @prefix@_board_read(uint8_t channel)
{
    readings++;
    return (uint16_t)(1000 + 10 * channel);
}

int main(void)
{
    uint32_t mean = 0;
    assert(@prefix@_instantiate() == DISSOLVE_OK);
    assert(@prefix@_mean(2, 8, &mean) == DISSOLVE_OK && mean == 1020 && readings == 8);
    assert(@prefix@_mean(2, 0, &mean) != DISSOLVE_OK);
    assert(@prefix@_instantiate() == DISSOLVE_OK);
    assert(@prefix@_mean(3, 8, &mean) == DISSOLVE_OK && mean == 1030);
    puts("the component answers as it should");
    return 0;
}
