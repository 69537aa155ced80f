// Threads that allocate: many at once, after the destructors of others, while the process ends, and
// while it forks.
#define _GNU_SOURCE
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { threads = 8, rounds = 1000 };

static pthread_key_t key;
static int times_left = 3;

static pthread_barrier_t all_there;

static void* allocate(void* unused) {
  pthread_barrier_wait(&all_there);
  for (int i = 0; i < rounds; ++i) {
    void* volatile block = malloc(16);
    free(block);
  }
  return unused;
}

static void* allocate_and_stay(void* unused) {
  void* volatile block = malloc(16);
  (void)block;
  pthread_barrier_wait(&all_there);
  pause();
  return unused;
}

// Runs behind the destructors of older keys, and again each time it sets the value anew.
static void allocate_late(void* value) {
  void* volatile block = malloc(100);
  free(block);
  if (--times_left > 0) pthread_setspecific(key, value);
}

static void* end_late(void* unused) {
  pthread_setspecific(key, &key);
  return unused;
}

static void* begin_and_end_threads(void* unused) {
  for (int i = 0; i < 200; ++i) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, end_late, NULL) != 0) abort();
    pthread_join(thread, NULL);
  }
  return unused;
}

static void nothing(void* unused) { (void)unused; }

int main(int argc, char** argv) {
  const char* const what = argc > 1 ? argv[1] : "";
  pthread_t thread[threads];
  // Small, so that glibc keeps the stacks of those that have ended, and frees nothing with them.
  pthread_attr_t small;
  pthread_attr_init(&small);
  pthread_attr_setstacksize(&small, 65536);
  pthread_barrier_init(&all_there, NULL, strcmp(what, "many") == 0 ? threads : 2);
  if (strcmp(what, "many") == 0) {
    for (int i = 0; i < threads; ++i) pthread_create(&thread[i], &small, allocate, NULL);
    for (int i = 0; i < threads; ++i) pthread_join(thread[i], NULL);
    return 0;
  }
  if (strcmp(what, "late") == 0) {
    pthread_key_create(&key, allocate_late);
    pthread_create(&thread[0], NULL, end_late, NULL);
    pthread_join(thread[0], NULL);
    return 0;
  }
  if (strcmp(what, "forks") == 0) {
    times_left = 0;
    pthread_key_create(&key, nothing);
    for (int i = 0; i < 4; ++i) pthread_create(&thread[i], NULL, begin_and_end_threads, NULL);
    for (int i = 0; i < 200; ++i) {
      const pid_t child = fork();
      if (child == 0) {
        void* volatile block = malloc(5);
        free(block);
        _exit(0);
      }
      if (child < 0 || waitpid(child, NULL, 0) != child) abort();
    }
    for (int i = 0; i < 4; ++i) pthread_join(thread[i], NULL);
    return 0;
  }
  if (strcmp(what, "running") == 0) {
    pthread_create(&thread[0], NULL, allocate_and_stay, NULL);
    pthread_barrier_wait(&all_there);
    return 0;
  }
  return 1;
}
