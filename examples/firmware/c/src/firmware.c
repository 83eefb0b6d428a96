/* Firmware that calls a component, from its main program and from an interrupt. Its status says whether all was as expected. */

#include "board.h"
#include "sensor.h"
#include "use.h"

/* The interrupt's calls that were answered, those that were refused because the main program was inside the component, and others. */
static volatile uint32_t answered, refused, failed;

void timer_interrupt(void)
{
    int32_t quotient = 0;
    switch (sensor_divide(84, 2, &quotient)) {
    case DISSOLVE_OK:
        answered = answered + 1;
        break;
    case DISSOLVE_REENTERED:
        refused = refused + 1;
        break;
    default:
        failed = failed + 1;
    }
}

int main(void)
{
    int failures = use_sensor();
    uint32_t lost = 0;
    timer_start();
    while (answered + refused < 200 && failed == 0) {
        uint32_t bytes = 0;
        if (sensor_allocate(100, &bytes) != DISSOLVE_OK || bytes != 100) {
            lost++;
        }
    }
    timer_stop();
    failures += lost > 0 || failed > 0 || refused == 0;
    if (failures == 0) {
        console_write("all is well\n", 12);
    }
    return failures != 0;
}
