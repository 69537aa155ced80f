// Calls one function of the malloc family as its argument says. What it is to be counted as stands
// in ../preload_test.cpp.
#define _GNU_SOURCE
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static void* volatile block;  // volatile, so that no call is left out
static volatile size_t none = 0;
static volatile size_t huge = (size_t)1 << 46;
static volatile size_t beyond = SIZE_MAX - 100;

static void call(const char* what) {
  if (strcmp(what, "nothing") == 0) return;
  if (strcmp(what, "malloc") == 0) {
    block = malloc(40);
    free(block);
    block = malloc(none);
  } else if (strcmp(what, "calloc") == 0) {
    block = calloc(3, 5);
    free(block);
    block = calloc(none, 5);
  } else if (strcmp(what, "realloc") == 0) {
    block = realloc(NULL, 7);
    for (size_t size = 1; size <= 1000000; size *= 10) block = realloc(block, size);
    block = realloc(block, 5);
  } else if (strcmp(what, "realloc_to_nothing") == 0) {
    block = malloc(10);
    block = realloc(block, none);
  } else if (strcmp(what, "reallocarray") == 0) {
    block = reallocarray(NULL, 3, 5);
    block = reallocarray(block, 4, 5);
  } else if (strcmp(what, "aligned_alloc") == 0) {
    block = aligned_alloc(64, 100);
  } else if (strcmp(what, "posix_memalign") == 0) {
    void* aligned = NULL;
    if (posix_memalign(&aligned, 64, 100) != 0) abort();
    block = aligned;
    if (posix_memalign(&aligned, 3, 100) == 0) abort();
  } else if (strcmp(what, "memalign") == 0) {
    block = memalign(4096, 100);
  } else if (strcmp(what, "valloc") == 0) {
    block = valloc(100);
  } else if (strcmp(what, "pvalloc") == 0) {
    block = pvalloc(100);
  } else if (strcmp(what, "strdup") == 0) {
    block = strdup("abc");
  } else if (strcmp(what, "stdio") == 0) {
    FILE* const file = fopen("/dev/null", "w");
    if (file == NULL || fputs("x", file) == EOF) abort();
    fclose(file);
    return;
  } else if (strcmp(what, "free_null") == 0) {
    free(NULL);
    return;
  } else if (strcmp(what, "failures") == 0) {
    if (malloc(huge) != NULL || malloc(beyond) != NULL || calloc(beyond, 16) != NULL) abort();
    block = malloc(10);
    if (realloc(block, beyond) != NULL || reallocarray(block, beyond, 16) != NULL) abort();
  } else if (strcmp(what, "failing_realloc") == 0) {
    block = malloc(10);
    if (realloc(block, huge) != NULL) abort();
  } else if (strcmp(what, "peak") == 0) {
    void* const large = malloc(1000000);
    block = malloc(100000);
    free(block);
    block = large;
    printf("%zu\n", malloc_usable_size(large) + 100008);
    return;  // keeps it
  } else if (strcmp(what, "mmap") == 0) {
    const int flags = MAP_PRIVATE | MAP_ANONYMOUS;
    char* const two = mmap(NULL, 8192, PROT_READ | PROT_WRITE, flags, -1, 0);
    char* const three = mmap64(NULL, 12288, PROT_READ | PROT_WRITE, flags, -1, 0);
    if (two == MAP_FAILED || three == MAP_FAILED) abort();
    if (mmap(NULL, 0, PROT_READ, flags, -1, 0) != MAP_FAILED) abort();
    char* const five = mremap(three, 12288, 20480, MREMAP_MAYMOVE);
    five[20479] = two[0] = 1;
    if (munmap(two, 8192) != 0 || munmap(two + 1, 1) == 0) abort();
    return;
  } else {
    abort();
  }
  free(block);
}

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) call(argv[i]);
  return 0;
}
