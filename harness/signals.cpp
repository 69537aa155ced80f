#include <benchdiff/harness/signals.h>

#include <cerrno>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <system_error>
#include <unistd.h>

namespace benchdiff::harness {

Signals::Signals() {
  sigset_t taken;
  sigemptyset(&taken);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGCHLD}) sigaddset(&taken, signal);
  pthread_sigmask(SIG_BLOCK, &taken, &before_);
  // Where whoever started us ignores it, there would be no children to wait for.
  children_before_ = std::signal(SIGCHLD, SIG_DFL);
  descriptor_ = signalfd(-1, &taken, SFD_NONBLOCK | SFD_CLOEXEC);
  if (descriptor_ < 0) {
    (void)std::signal(SIGCHLD, children_before_);
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    throw std::system_error(errno, std::generic_category(), "signalfd");
  }
  prctl(PR_SET_CHILD_SUBREAPER, 1);
}

Signals::~Signals() {
  prctl(PR_SET_CHILD_SUBREAPER, 0);
  read();
  close(descriptor_);
  (void)std::signal(SIGCHLD, children_before_);
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void Signals::read() {
  signalfd_siginfo info{};
  while (::read(descriptor_, &info, sizeof info) == static_cast<ssize_t>(sizeof info)) {
    if (info.ssi_signo != SIGCHLD) asked_to_end_ = static_cast<int>(info.ssi_signo);
  }
}

}  // namespace benchdiff::harness
