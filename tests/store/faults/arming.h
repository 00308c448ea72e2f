/*
 * Faults: what is armed, and whether a call must fail. The second part of preload.c; shim.py calls
 * what is not static.
 */
#pragma once
#include "recording.h"

/* The kinds of calls, as shim.py names them. */
enum kind {
    OPEN = 1,
    WRITE = 2,
    SYNC = 4,
    TRUNCATE = 8,
    RENAME = 16, /* and link */
    UNLINK = 32, /* and rmdir */
    MKDIR = 64,
    READ = 128,
    SHORT = 256, /* no kind: the first write that fails does half of its work and says so */
};

static struct {
    long nth, seen, hits;
    int error;
    bool persistent;
    unsigned kinds;
} armed;

/* Fail the nth call of these kinds from now on, or it and all after it; 0 only counts. */
void faults_arm(long nth, int error, int persistent, unsigned kinds)
{
    lock();
    armed = (__typeof__(armed)){
        .nth = nth, .error = error, .persistent = persistent != 0, .kinds = kinds};
    unlock();
}

/* Let every call pass; what was counted stays. */
void faults_disarm(void)
{
    lock();
    armed.kinds = 0;
    unlock();
}

long faults_seen(void)
{
    lock();
    long seen = armed.seen;
    unlock();
    return seen;
}

long faults_hits(void)
{
    lock();
    long hits = armed.hits;
    unlock();
    return hits;
}

/* Count a call, and say whether it must fail. The acknowledgements are the test's own. */
static bool fails(enum kind kind, const char *path)
{
    if (!(armed.kinds & kind) || !strcmp(relative(path), "ACK"))
        return false;
    long seen = ++armed.seen;
    if (armed.nth <= 0 || (armed.persistent ? seen < armed.nth : seen != armed.nth))
        return false;
    armed.hits++;
    errno = armed.error;
    return true;
}
