/* A disk that refuses, for tests: preloaded into a process, it counts what is done below FAULT_ROOT (opening to write,
   writing, syncing, renaming, making folders) and from the FAULT_AT-th time on fails with the number FAULT_ERRNO, also for
   native libraries. With FAULT_ERRNO=0 the process is killed there. Each process adds its count to FAULT_COUNT as it ends. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static long done;

static int below(const char *path) {
    const char *root = getenv("FAULT_ROOT");
    return root && path && strncmp(path, root, strlen(root)) == 0;
}

static int fd_below(int fd) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n < 0) return 0;
    path[n] = 0;
    return below(path);
}

static int fails(void) {
    const char *at = getenv("FAULT_AT"), *number = getenv("FAULT_ERRNO");
    done++;
    if (!at || !number || done < atol(at)) return 0;
    if (!atoi(number)) raise(SIGKILL);
    errno = atoi(number);
    return 1;
}

__attribute__((destructor)) static void tell(void) {
    const char *place = getenv("FAULT_COUNT");
    FILE *file = place ? fopen(place, "a") : NULL;
    if (file) {
        fprintf(file, "%ld\n", done);
        fclose(file);
    }
}

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
#define MODE(flags) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }
#define WRITES(flags) ((flags) & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC))

int open(const char *path, int flags, ...) {
    MODE(flags) REAL(open);
    return WRITES(flags) && below(path) && fails() ? -1 : real(path, flags, mode);
}
int open64(const char *path, int flags, ...) {
    MODE(flags) REAL(open64);
    return WRITES(flags) && below(path) && fails() ? -1 : real(path, flags, mode);
}
int openat(int at, const char *path, int flags, ...) {
    MODE(flags) REAL(openat);
    return WRITES(flags) && below(path) && fails() ? -1 : real(at, path, flags, mode);
}
int openat64(int at, const char *path, int flags, ...) {
    MODE(flags) REAL(openat64);
    return WRITES(flags) && below(path) && fails() ? -1 : real(at, path, flags, mode);
}
ssize_t write(int fd, const void *data, size_t size) {
    REAL(write);
    return fd_below(fd) && fails() ? -1 : real(fd, data, size);
}
int fsync(int fd) {
    REAL(fsync);
    return fd_below(fd) && fails() ? -1 : real(fd);
}
int rename(const char *from, const char *to) {
    REAL(rename);
    return below(to) && fails() ? -1 : real(from, to);
}
int renameat2(int a, const char *from, int b, const char *to, unsigned int flags) {
    REAL(renameat2);
    return below(to) && fails() ? -1 : real(a, from, b, to, flags);
}
int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    return below(path) && fails() ? -1 : real(path, mode);
}
