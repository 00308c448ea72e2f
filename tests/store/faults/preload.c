/*
 * Records every change under one folder, and makes chosen calls there fail: a library to preload.
 *
 *   KAOPING_FAULTS_ROOT  the folder; without it every call passes through
 *   KAOPING_FAULTS_LOG   the file to record to; without it nothing is recorded
 *
 * For Linux with glibc, 64 bits (x86-64, aarch64), where off_t is off64_t; so open64 is open.
 *
 * Whether a call concerns the folder is asked of the kernel each time (/proc/self/fd), not kept in
 * a table: what is dup'ed, closed, inherited or renamed can then never be mistaken. Calls under the
 * folder go one by one, so that the order in the log is the order on the disk.
 *
 * What the log cannot tell truly is refused in the way of some real file system, and the caller
 * falls back: renames and links across the folder's border (EXDEV), symbolic links (EPERM),
 * nameless files and preallocation (EOPNOTSUPP), copying inside the kernel (ENOSYS, EINVAL).
 * Not seen are memory maps; of SQLite's only the -shm is one, which it makes anew after a crash.
 */
#include "recording.h"
#include "arming.h"

#include <stdarg.h>
#include <sys/sendfile.h>

_Static_assert(sizeof(off_t) == sizeof(off64_t), "off_t must be off64_t");

/* A further name of a function. */
#define ALSO(name, of) extern __typeof__(of) name __attribute__((alias(#of)))

#define REFUSE(error) return errno = (error), -1

/* ---- Opening --------------------------------------------------------------------------------- */

static void record_opening(int fd, int flags, const struct stat *before)
{
    struct stat status;
    char path[PATH_MAX];
    if (fstat(fd, &status) || !find_fd(fd, path))
        die("what was opened is not where it was");
    record_names(before ? OPENED : CREATED, status.st_ino, path, NULL);
    if (before && flags & O_TRUNC && S_ISREG(status.st_mode) && (flags & O_ACCMODE) != O_RDONLY)
        record_data(RESIZED, fd, 0, (struct iovec){0});
}

static int open_at(int folder, const char *name, int flags, mode_t mode)
{
    NEXT(openat);
    char path[PATH_MAX];
    if (!find_name(folder, name, path))
        return next(folder, name, flags, mode);
    if ((flags & O_TMPFILE) == O_TMPFILE)
        REFUSE(EOPNOTSUPP);
    lock();
    struct stat before;
    bool existed = fstatat(folder, name, &before, 0) == 0;
    int fd = fails(OPEN, path) ? -1 : next(folder, name, flags, mode);
    if (fd >= 0)
        record_opening(fd, flags, existed ? &before : NULL);
    unlock();
    return fd;
}

#define OPEN_AT(folder) \
    va_list more; \
    va_start(more, flags); \
    bool makes = flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE; \
    mode_t mode = makes ? va_arg(more, mode_t) : 0; \
    va_end(more); \
    return open_at(folder, name, flags, mode)

int open(const char *name, int flags, ...) { OPEN_AT(AT_FDCWD); }
ALSO(open64, open);

int openat(int folder, const char *name, int flags, ...) { OPEN_AT(folder); }
ALSO(openat64, openat);

int creat(const char *name, mode_t mode) { return open(name, O_CREAT | O_WRONLY | O_TRUNC, mode); }
ALSO(creat64, creat);

/* glibc opens streams past this library; better none than one unseen. */
FILE *fopen(const char *name, const char *mode)
{
    NEXT(fopen);
    char path[PATH_MAX];
    if (strpbrk(mode, "wa+") && find_name(AT_FDCWD, name, path))
        die("a stream cannot be recorded");
    return next(name, mode);
}
ALSO(fopen64, fopen);

/* ---- Reading --------------------------------------------------------------------------------- */

static bool read_fails(int fd)
{
    char path[PATH_MAX];
    if (!(armed.kinds & READ) || !find_fd(fd, path))
        return false;
    lock();
    bool failed = fails(READ, path);
    unlock();
    return failed;
}

ssize_t read(int fd, void *data, size_t size)
{
    NEXT(read);
    return read_fails(fd) ? -1 : next(fd, data, size);
}

ssize_t pread(int fd, void *data, size_t size, off_t offset)
{
    NEXT(pread);
    return read_fails(fd) ? -1 : next(fd, data, size, offset);
}
ALSO(pread64, pread);

/* ---- Writing --------------------------------------------------------------------------------- */

enum { HERE = -1 }; /* no offset: where the file stands */

static ssize_t put_plainly(int fd, const struct iovec *parts, int count, off_t offset)
{
    NEXT(pwritev2); /* which takes HERE itself */
    return next(fd, parts, count, offset, 0);
}

/* Where that many bytes, just written, have gone. */
static off_t place_of(int fd, ssize_t size, off_t offset)
{
    struct stat status;
    if (!(fcntl(fd, F_GETFL) & O_APPEND))
        return offset == HERE ? lseek(fd, 0, SEEK_CUR) - size : offset;
    return fstat(fd, &status) ? -1 : status.st_size - size;
}

static void record_writing(int fd, const struct iovec *parts, ssize_t size, off_t offset)
{
    off_t at = place_of(fd, size, offset);
    for (; size > 0; parts++) {
        struct iovec part = *parts;
        if ((ssize_t)part.iov_len > size)
            part.iov_len = (size_t)size;
        if (part.iov_len)
            record_data(WROTE, fd, at, part);
        at += (off_t)part.iov_len;
        size -= (ssize_t)part.iov_len;
    }
}

static ssize_t put(int fd, const char *path, const struct iovec *parts, int count, off_t offset)
{
    lock();
    struct iovec half = count ? parts[0] : (struct iovec){0};
    half.iov_len /= 2;
    ssize_t size = -1;
    if (!fails(WRITE, path)) {
        size = put_plainly(fd, parts, count, offset);
    } else if (armed.kinds & SHORT && half.iov_len) {
        armed.kinds &= ~(unsigned)SHORT;
        armed.nth = armed.seen + 1; /* the rest of it fails */
        size = put_plainly(fd, &half, 1, offset);
    }
    if (size > 0)
        record_writing(fd, parts, size, offset);
    unlock();
    return size;
}

ssize_t write(int fd, const void *data, size_t size)
{
    NEXT(write);
    char path[PATH_MAX];
    if (!find_fd(fd, path))
        return next(fd, data, size);
    return put(fd, path, &(struct iovec){(void *)data, size}, 1, HERE);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t offset)
{
    NEXT(pwrite);
    char path[PATH_MAX];
    if (offset < 0 || !find_fd(fd, path))
        return next(fd, data, size, offset);
    return put(fd, path, &(struct iovec){(void *)data, size}, 1, offset);
}
ALSO(pwrite64, pwrite);

ssize_t writev(int fd, const struct iovec *parts, int count)
{
    NEXT(writev);
    char path[PATH_MAX];
    if (!find_fd(fd, path))
        return next(fd, parts, count);
    return put(fd, path, parts, count, HERE);
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset)
{
    NEXT(pwritev);
    char path[PATH_MAX];
    if (offset < 0 || !find_fd(fd, path))
        return next(fd, parts, count, offset);
    return put(fd, path, parts, count, offset);
}
ALSO(pwritev64, pwritev);

ssize_t pwritev2(int fd, const struct iovec *parts, int count, off_t offset, int flags)
{
    NEXT(pwritev2);
    char path[PATH_MAX];
    if (!find_fd(fd, path))
        return next(fd, parts, count, offset, flags);
    if (flags)
        REFUSE(EOPNOTSUPP);
    return put(fd, path, parts, count, offset);
}
ALSO(pwritev64v2, pwritev2);

/* Copying inside the kernel: the caller falls back to reading and writing. */

ssize_t copy_file_range(
    int from, off64_t *source, int to, off64_t *target, size_t size, unsigned flags)
{
    NEXT(copy_file_range);
    char path[PATH_MAX];
    if (find_fd(to, path))
        REFUSE(ENOSYS);
    return next(from, source, to, target, size, flags);
}

ssize_t sendfile(int to, int from, off_t *offset, size_t size)
{
    NEXT(sendfile);
    char path[PATH_MAX];
    if (find_fd(to, path))
        REFUSE(EINVAL);
    return next(to, from, offset, size);
}
ALSO(sendfile64, sendfile);

/* ---- Sizes and syncs ------------------------------------------------------------------------- */

int ftruncate(int fd, off_t size)
{
    NEXT(ftruncate);
    char path[PATH_MAX];
    if (!find_fd(fd, path))
        return next(fd, size);
    lock();
    int result = fails(TRUNCATE, path) ? -1 : next(fd, size);
    if (result == 0)
        record_data(RESIZED, fd, size, (struct iovec){0});
    unlock();
    return result;
}
ALSO(ftruncate64, ftruncate);

int truncate(const char *name, off_t size)
{
    NEXT(truncate);
    char path[PATH_MAX];
    if (!find_name(AT_FDCWD, name, path))
        return next(name, size);
    int fd = open(name, O_WRONLY | O_CLOEXEC);
    int result = fd < 0 ? -1 : ftruncate(fd, size);
    int kept = errno;
    if (fd >= 0)
        close(fd);
    errno = kept;
    return result;
}
ALSO(truncate64, truncate);

int posix_fallocate(int fd, off_t offset, off_t size)
{
    NEXT(posix_fallocate);
    char path[PATH_MAX];
    return find_fd(fd, path) ? EOPNOTSUPP : next(fd, offset, size);
}
ALSO(posix_fallocate64, posix_fallocate);

static int sync_fd(int fd, int (*next)(int))
{
    char path[PATH_MAX];
    if (!find_fd(fd, path))
        return next(fd);
    lock();
    int result = fails(SYNC, path) ? -1 : next(fd);
    if (result == 0)
        record_data(SYNCED, fd, 0, (struct iovec){0});
    unlock();
    return result;
}

int fsync(int fd)
{
    NEXT(fsync);
    return sync_fd(fd, next);
}

int fdatasync(int fd)
{
    NEXT(fdatasync);
    return sync_fd(fd, next);
}

/* ---- Names ----------------------------------------------------------------------------------- */

int renameat2(int from, const char *name, int to, const char *name2, unsigned flags)
{
    NEXT(renameat2);
    char path[PATH_MAX], other[PATH_MAX];
    bool leaves = find_name(from, name, path), arrives = find_name(to, name2, other);
    if (!leaves && !arrives)
        return next(from, name, to, name2, flags);
    if (leaves != arrives)
        REFUSE(EXDEV);
    if (flags & ~(unsigned)RENAME_NOREPLACE)
        REFUSE(EINVAL);
    lock();
    int result = fails(RENAME, path) ? -1 : next(from, name, to, name2, flags);
    if (result == 0)
        record_names(RENAMED, 0, path, other);
    unlock();
    return result;
}

int renameat(int from, const char *name, int to, const char *name2)
{
    return renameat2(from, name, to, name2, 0);
}

int rename(const char *a, const char *b) { return renameat(AT_FDCWD, a, AT_FDCWD, b); }

int linkat(int from, const char *name, int to, const char *name2, int flags)
{
    NEXT(linkat);
    char path[PATH_MAX], other[PATH_MAX];
    bool leaves = find_name(from, name, path), arrives = find_name(to, name2, other);
    if (!leaves && !arrives)
        return next(from, name, to, name2, flags);
    if (leaves != arrives)
        REFUSE(EXDEV);
    lock();
    int result = fails(RENAME, path) ? -1 : next(from, name, to, name2, flags);
    if (result == 0)
        record_names(LINKED, 0, path, other);
    unlock();
    return result;
}

int link(const char *a, const char *b) { return linkat(AT_FDCWD, a, AT_FDCWD, b, 0); }

int symlinkat(const char *aim, int folder, const char *name)
{
    NEXT(symlinkat);
    char path[PATH_MAX];
    if (find_name(folder, name, path))
        REFUSE(EPERM);
    return next(aim, folder, name);
}

int symlink(const char *aim, const char *name) { return symlinkat(aim, AT_FDCWD, name); }

int unlinkat(int folder, const char *name, int flags)
{
    NEXT(unlinkat);
    char path[PATH_MAX];
    if (!find_name(folder, name, path))
        return next(folder, name, flags);
    lock();
    int result = fails(UNLINK, path) ? -1 : next(folder, name, flags);
    if (result == 0)
        record_names(REMOVED, 0, path, NULL);
    unlock();
    return result;
}

int unlink(const char *name) { return unlinkat(AT_FDCWD, name, 0); }

int rmdir(const char *name) { return unlinkat(AT_FDCWD, name, AT_REMOVEDIR); }

int mkdirat(int folder, const char *name, mode_t mode)
{
    NEXT(mkdirat);
    char path[PATH_MAX];
    if (!find_name(folder, name, path))
        return next(folder, name, mode);
    lock();
    int result = fails(MKDIR, path) ? -1 : next(folder, name, mode);
    struct stat status;
    if (result == 0 && fstatat(folder, name, &status, 0))
        die("what was made is not where it was");
    if (result == 0)
        record_names(MADE_FOLDER, status.st_ino, path, NULL);
    unlock();
    return result;
}

int mkdir(const char *name, mode_t mode) { return mkdirat(AT_FDCWD, name, mode); }
