/* A disk that fails when told to, or that writes down what is done to it. Preloaded into a process of the fault runs
 * (Linux); acts only on files under one folder. Not part of the program. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define MOST 4096
static char prefix[512], paths[MOST][512];
static long left = -1, fired = 0;
static int what = 0, for_ever = 0, record_fd = -1;

#define REAL(name, type) static type real; if (!real) real = (type)dlsym(RTLD_NEXT, name)

void shim_watch(const char *folder) { strncpy(prefix, folder, sizeof prefix - 1); }
void shim_arm(long n, int error, int always) { left = n; what = error; for_ever = always; fired = 0; }
void shim_disarm(void) { left = -1; }
long shim_fired(void) { return fired; }
long shim_left(void) { return left; }

static const char *watched(int fd) { return fd >= 0 && fd < MOST && paths[fd][0] ? paths[fd] : 0; }
static int ours(const char *path) { return prefix[0] && path && !strncmp(path, prefix, strlen(prefix)); }

static int fails(void) {
    if (left < 0) return 0;
    if (left > 0) { left--; return 0; }
    if (fired && !for_ever) return 0;
    fired++;
    errno = what;
    return 1;
}

static ssize_t put(int fd, const void *data, size_t size) {
    typedef ssize_t (*fn)(int, const void *, size_t);
    REAL("write", fn);
    return real(fd, data, size);
}

static void note(char op, const char *path, int64_t a, int64_t b, const void *data) {
    if (record_fd < 0) return;
    int32_t length = path ? (int32_t)strlen(path) : 0;
    put(record_fd, &op, 1); put(record_fd, &length, 4); put(record_fd, path, length);
    put(record_fd, &a, 8); put(record_fd, &b, 8);
    if (data) put(record_fd, data, (size_t)b);
}

void shim_record(const char *log) {
    typedef int (*fn)(const char *, int, ...);
    REAL("open", fn);
    record_fd = log ? real(log, O_CREAT | O_TRUNC | O_WRONLY, 0600) : -1;
}
void shim_mark(long n) { note('m', "", n, 0, 0); }

static int opened(int fd, const char *path, int flags) {
    if (fd >= 0 && fd < MOST) {
        paths[fd][0] = 0;
        if (ours(path)) {
            strncpy(paths[fd], path, 511);
            if (flags & O_CREAT) note('o', path, flags & O_TRUNC ? 1 : 0, 0, 0);
        }
    }
    return fd;
}

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        typedef int (*fn)(const char *, int, ...); REAL(#name, fn); \
        va_list more; va_start(more, flags); int mode = va_arg(more, int); va_end(more); \
        if (ours(path) && (flags & O_CREAT) && access(path, F_OK) && fails()) return -1; \
        return opened(real(path, flags, mode), path, flags); }
OPEN(open)
OPEN(open64)

int close(int fd) {
    typedef int (*fn)(int); REAL("close", fn);
    if (fd >= 0 && fd < MOST) paths[fd][0] = 0;
    return real(fd);
}

#define PWRITE(name, off) \
    ssize_t name(int fd, const void *data, size_t size, off offset) { \
        typedef ssize_t (*fn)(int, const void *, size_t, off); REAL(#name, fn); \
        const char *path = watched(fd); \
        if (path && fails()) return -1; \
        ssize_t done = real(fd, data, size, offset); \
        if (path && done > 0) note('w', path, offset, done, data); \
        return done; }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int fd, const void *data, size_t size) {
    const char *path = watched(fd);
    if (path && fails()) return -1;
    off_t offset = path ? lseek(fd, 0, SEEK_CUR) : 0;
    ssize_t done = put(fd, data, size);
    if (path && done > 0) note('w', path, offset, done, data);
    return done;
}

#define TRUNCATE(name, off) \
    int name(int fd, off size) { \
        typedef int (*fn)(int, off); REAL(#name, fn); \
        const char *path = watched(fd); \
        if (path && fails()) return -1; \
        int done = real(fd, size); \
        if (path && !done) note('t', path, size, 0, 0); \
        return done; }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(name) \
    int name(int fd) { \
        typedef int (*fn)(int); REAL(#name, fn); \
        const char *path = watched(fd); \
        if (path && fails()) return -1; \
        int done = real(fd); \
        if (path && !done) note('s', path, 0, 0, 0); \
        return done; }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
    typedef int (*fn)(const char *); REAL("unlink", fn);
    if (ours(path) && fails()) return -1;
    int done = real(path);
    if (ours(path) && !done) note('u', path, 0, 0, 0);
    return done;
}

int rename(const char *from, const char *to) {
    typedef int (*fn)(const char *, const char *); REAL("rename", fn);
    if (ours(to) && fails()) return -1;
    int done = real(from, to);
    if (ours(to) && !done) note('r', from, (int64_t)strlen(to), (int64_t)strlen(to), to);
    return done;
}

/* Copies made inside the kernel would go past the ones above: refused, so that the caller falls back on read and write. */
ssize_t sendfile(int out, int in, off_t *offset, size_t count) { errno = EINVAL; return -1; }
ssize_t sendfile64(int out, int in, off_t *offset, size_t count) { errno = EINVAL; return -1; }
ssize_t copy_file_range(int in, off_t *from, int out, off_t *to, size_t count, unsigned flags) { errno = EINVAL; return -1; }
