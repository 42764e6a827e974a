#pragma once
#include <lmdb.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

// A file that is memory, or -1; the C library's own declaration is hidden without _GNU_SOURCE.
static inline int kith_memory_file(void) { return (int)syscall(SYS_memfd_create, "kith", 1u); }
