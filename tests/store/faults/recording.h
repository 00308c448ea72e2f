/*
 * The watched folder and the log: which calls concern the folder, and how a change is written down.
 * The first part of preload.c.
 */
#pragma once
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

/* The function that this library stands before. */
#define NEXT(name) \
    static __typeof__(&name) next; \
    if (!next) \
    next = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

static void lock(void) { pthread_mutex_lock(&turn); }

static void unlock(void) { pthread_mutex_unlock(&turn); }

static void die(const char *message)
{
    dprintf(STDERR_FILENO, "faults: %s (%s)\n", message, strerror(errno));
    abort();
}

/* ---- The folder ------------------------------------------------------------------------------ */

static char root[PATH_MAX];
static size_t root_length;

static bool inside(const char *path)
{
    if (strncmp(path, root, root_length) != 0)
        return false;
    return path[root_length] == '/' || path[root_length] == '\0';
}

/* The path as the log says it: from the folder on. */
static const char *relative(const char *path)
{
    return path[root_length] ? path + root_length + 1 : "";
}

static bool read_link(int fd, char *path)
{
    char link[32];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    path[length < 0 ? 0 : length] = '\0';
    return length > 0;
}

/* Is this an open file or folder inside? Its path, too. */
static bool find_fd(int fd, char *path)
{
    if (!root_length)
        return false;
    int kept = errno;
    bool found = read_link(fd, path) && inside(path);
    errno = kept;
    return found;
}

static bool resolve(int folder, const char *name, char *path)
{
    char whole[PATH_MAX], start[PATH_MAX] = "";
    if (name[0] == '/')
        start[0] = '\0';
    else if (folder == AT_FDCWD ? !getcwd(start, sizeof start) : !read_link(folder, start))
        return false;
    int size = snprintf(whole, sizeof whole, "%s/%s", start, name);
    if (size >= (int)sizeof whole)
        return false;
    while (size > 1 && whole[size - 1] == '/')
        whole[--size] = '\0';
    char *last = strrchr(whole, '/') + 1;
    if (!strcmp(last, ".") || !strcmp(last, ".."))
        return realpath(whole, path) != NULL;
    last[-1] = '\0';
    if (!realpath(*whole ? whole : "/", path))
        return false;
    size_t length = strlen(path);
    if (length + 1 + strlen(last) >= PATH_MAX)
        return false;
    sprintf(path + length, "%s%s", path[length - 1] == '/' ? "" : "/", last);
    return true;
}

/* Does this name, there or not yet, lie inside? Its path, too. */
static bool find_name(int folder, const char *name, char *path)
{
    if (!root_length || !name || !*name)
        return false;
    int kept = errno;
    bool found = resolve(folder, name, path) && inside(path);
    errno = kept;
    return found;
}

/* ---- The log --------------------------------------------------------------------------------- */

/* What was done, as calls.py names it. */
enum change {
    OPENED = 'o', /* something that was there: now this inode is that path */
    CREATED = 'c',
    WROTE = 'w',
    RESIZED = 't',
    SYNCED = 's',
    MADE_FOLDER = 'm',
    RENAMED = 'r',
    LINKED = 'l',
    REMOVED = 'u',
};

struct record {
    uint64_t inode;
    int64_t offset; /* where it was written, or the new size */
    uint32_t path_size, other_size, data_size;
    char change;
    char unused[3];
};

_Static_assert(sizeof(struct record) == 32, "calls.py knows the record's layout");

static int log_fd = -1;

static void append(struct record record, const char *path, const char *other, const void *data)
{
    if (log_fd < 0)
        return;
    NEXT(writev);
    record.path_size = (uint32_t)strlen(path);
    record.other_size = (uint32_t)strlen(other);
    struct iovec parts[] = {
        {&record, sizeof record},
        {(void *)path, record.path_size},
        {(void *)other, record.other_size},
        {(void *)data, record.data_size},
    };
    ssize_t size = 0;
    for (int i = 0; i < 4; i++)
        size += (ssize_t)parts[i].iov_len;
    int kept = errno;
    if (next(log_fd, parts, 4) != size) /* in one piece, even if several processes record */
        die("cannot write the log");
    errno = kept;
}

static void record_names(enum change change, ino_t inode, const char *path, const char *other)
{
    struct record record = {.change = (char)change, .inode = inode};
    append(record, relative(path), other ? relative(other) : "", NULL);
}

static void record_data(enum change change, int fd, off_t offset, struct iovec data)
{
    struct stat status;
    if (fstat(fd, &status))
        die("cannot ask for an inode");
    struct record record = {
        .change = (char)change,
        .inode = status.st_ino,
        .offset = offset,
        .data_size = (uint32_t)data.iov_len,
    };
    append(record, "", "", data.iov_base);
}

__attribute__((constructor)) static void begin(void)
{
    const char *folder = getenv("KAOPING_FAULTS_ROOT"), *log = getenv("KAOPING_FAULTS_LOG");
    if (!folder || !*folder)
        return;
    if (access("/proc/self/fd", X_OK) || !realpath(folder, root))
        die("no such folder, or no /proc");
    if (log && *log && (log_fd = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) < 0)
        die("cannot open the log");
    pthread_atfork(lock, unlock, unlock);
    root_length = strlen(root);
}
