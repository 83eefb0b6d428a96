/* The component `sensor` in use, and what it imports. */
#ifndef USE_H
#define USE_H

/* Makes calls of every kind. Returns the number of answers that are not as expected, each of which is printed. */
int use_sensor(void);

#endif
