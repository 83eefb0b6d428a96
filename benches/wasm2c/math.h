#define INFINITY __builtin_inff()
#define NAN __builtin_nanf("")
#define isnan(x) __builtin_isnan(x)
#define signbit(x) __builtin_signbit(x)

double ceil(double x);
float ceilf(float x);
double copysign(double x, double sign);
float copysignf(float x, float sign);
double fabs(double x);
float fabsf(float x);
double floor(double x);
float floorf(float x);
double nearbyint(double x);
float nearbyintf(float x);
double sqrt(double x);
float sqrtf(float x);
double trunc(double x);
float truncf(float x);
