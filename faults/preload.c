/* Loaded before the C library (LD_PRELOAD): a clock, a disk and a pause that a fault can turn.
 *
 * FAULTS_CLOCK  a file of 8 bytes, mapped: nanoseconds that the wall clock is off
 * FAULTS_HOLD   a directory; a call on a file in .staging/<id>.<attempt>/ waits there for as long as a file named
 *               <id>+<what> stands in it, and tells so by a file <id>+<what>.reached
 * FAULTS_FSYNC  fsync of directories is refused with EINVAL, as on CIFS and FUSE
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static volatile int64_t *offset;

__attribute__((constructor)) static void map_clock(void) {
    const char *path = getenv("FAULTS_CLOCK");
    int fd = path == NULL ? -1 : open(path, O_RDONLY);
    if (fd >= 0) {
        void *mapped = mmap(NULL, sizeof *offset, PROT_READ, MAP_SHARED, fd, 0);
        offset = mapped == MAP_FAILED ? NULL : mapped;
        close(fd);
    }
}

static int64_t nanoseconds(const struct timespec *time) { return time->tv_sec * 1000000000LL + time->tv_nsec; }

int clock_gettime(clockid_t clock, struct timespec *time) {
    static __typeof__(&clock_gettime) next;
    if (next == NULL) next = NEXT(clock_gettime);
    int result = next(clock, time);
    if (result == 0 && offset != NULL && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        int64_t shifted = nanoseconds(time) + *offset;
        time->tv_sec = shifted / 1000000000LL;
        time->tv_nsec = shifted % 1000000000LL;
    }
    return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
    struct timespec now;
    (void)zone;
    if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
    time->tv_sec = now.tv_sec;
    time->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *to) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (to != NULL) *to = now.tv_sec;
    return now.tv_sec;
}

static void hold(const char *path, const char *what) {
    const char *holds = getenv("FAULTS_HOLD");
    const char *staging = path == NULL ? NULL : strstr(path, "/.staging/");
    char held[4096], reached[4200];
    if (holds == NULL || staging == NULL || strlen(staging) < 46) return;
    snprintf(held, sizeof held, "%s/%.36s+%s", holds, staging + 10, what);
    if (access(held, F_OK) != 0) return;
    snprintf(reached, sizeof reached, "%s.reached", held);
    close(creat(reached, 0644));
    while (access(held, F_OK) == 0) usleep(10000);
}

static const char *name(const char *path) {
    const char *slash = path == NULL ? NULL : strrchr(path, '/');
    return slash == NULL ? "" : slash + 1;
}

static void hold_open(const char *path, int flags) {
    char what[300];
    snprintf(what, sizeof what, "%s:%.280s", (flags & O_ACCMODE) == O_RDONLY ? "read" : "write", name(path));
    hold(path, what);
}

#define OPEN(function)                                        \
    int function(const char *path, int flags, ...) {          \
        va_list rest;                                         \
        va_start(rest, flags);                                \
        int mode = va_arg(rest, int);                         \
        va_end(rest);                                         \
        hold_open(path, flags);                               \
        return NEXT(function)(path, flags, mode);             \
    }
OPEN(open)
OPEN(open64)

int rename(const char *from, const char *to) {
    char what[300];
    snprintf(what, sizeof what, "rename:%.280s", name(from));
    hold(from, what);
    return NEXT(rename)(from, to);
}

static void hold_copy(int to) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", to);
    ssize_t length = readlink(link, path, sizeof path - 1);
    path[length < 0 ? 0 : length] = 0;
    char what[300];
    snprintf(what, sizeof what, "copy:%.280s", name(path));
    hold(path, what);
}

ssize_t sendfile64(int to, int from, off64_t *position, size_t count) {
    static ssize_t (*next)(int, int, off64_t *, size_t);
    if (next == NULL) next = dlsym(RTLD_NEXT, "sendfile64");
    hold_copy(to);
    return next(to, from, position, count);
}

ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *position, size_t count, unsigned flags) {
    hold_copy(to);
    return NEXT(copy_file_range)(from, at, to, position, count, flags);
}

int fsync(int fd) {
    struct stat status;
    if (getenv("FAULTS_FSYNC") != NULL && fstat(fd, &status) == 0 && S_ISDIR(status.st_mode)) {
        errno = EINVAL;
        return -1;
    }
    return NEXT(fsync)(fd);
}
