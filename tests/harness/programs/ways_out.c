// Allocates 10 bytes, and leaves as its argument says.
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

static void* volatile block;
static char* self;

static void free_it(void) { free(block); }

static void wait_for_child(void) {
  int status = 0;
  if (wait(&status) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0) abort();
}

int main(int argc, char** argv) {
  const char* const way = argc > 1 ? argv[1] : "return";
  self = argv[0];
  if (strcmp(way, "nothing") == 0) return 0;
  block = malloc(10);
  if (strcmp(way, "return") == 0) return 0;
  if (strcmp(way, "atexit") == 0) return atexit(free_it);
  if (strcmp(way, "_exit") == 0) _exit(0);
  if (strcmp(way, "_Exit") == 0) _Exit(0);
  if (strcmp(way, "quick_exit") == 0) {
    at_quick_exit(free_it);
    quick_exit(0);
  }
  if (strcmp(way, "abort") == 0) {
    signal(SIGABRT, SIG_DFL);
    abort();
  }
  char* const arguments[] = {self, "nothing", NULL};
  if (strcmp(way, "execv") == 0) execv(self, arguments);
  if (strcmp(way, "execve") == 0) execve(self, arguments, environ);
  if (strcmp(way, "execvp") == 0) execvp(self, arguments);
  if (strcmp(way, "execvpe") == 0) execvpe(self, arguments, environ);
  if (strcmp(way, "execl") == 0) execl(self, self, "nothing", (char*)NULL);
  if (strcmp(way, "execlp") == 0) execlp(self, self, "nothing", (char*)NULL);
  if (strcmp(way, "execle") == 0) execle(self, self, "nothing", (char*)NULL, environ);
  if (strcmp(way, "fexecve") == 0) fexecve(open(self, O_RDONLY), arguments, environ);
  if (strcmp(way, "execveat") == 0) execveat(AT_FDCWD, self, arguments, environ, 0);
  if (strcmp(way, "failed_exec") == 0) {
    execl("/no/such/program", "program", (char*)NULL);
    char name[] = "no_such_program_anywhere";
    execlp(name, name, (char*)NULL);
    free(block);
    return 0;
  }
  if (strcmp(way, "fork") == 0) {
    if (fork() == 0) {
      free(block);
      block = malloc(3);
      return 0;
    }
    wait_for_child();
    return 0;
  }
  if (strcmp(way, "vfork") == 0) {
    const pid_t child = vfork();
    if (child == 0) {
      execl(self, self, "nothing", (char*)NULL);
      _exit(1);
    }
    wait_for_child();
    if (vfork() == 0) _exit(0);
    wait_for_child();
    return 0;
  }
  if (strcmp(way, "chdir") == 0) return chdir("/");
  return 1;
}
