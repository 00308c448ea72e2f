/* A clock that is wrong: every call for the time of day is answered KAOPING_CLOCK seconds off. Other clocks go on. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

static long off(void) {
    static long seconds;
    static int asked;
    if (!asked) {
        const char *told = getenv("KAOPING_CLOCK");
        seconds = told ? atol(told) : 0;
        asked = 1;
    }
    return seconds;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real)
        real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    int answer = real(clock, now);
    if (!answer && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        now->tv_sec += off();
    return answer;
}

int gettimeofday(struct timeval *now, void *zone) {
    struct timespec told;
    (void)zone;
    if (clock_gettime(CLOCK_REALTIME, &told))
        return -1;
    now->tv_sec = told.tv_sec;
    now->tv_usec = told.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *place) {
    struct timespec told;
    clock_gettime(CLOCK_REALTIME, &told);
    if (place)
        *place = told.tv_sec;
    return told.tv_sec;
}
