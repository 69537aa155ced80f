#!/bin/sh
# Runs `benchdiff run --launcher 'srun -n1 {}'` on a SLURM of one node, this machine, that it starts
# for itself and stops: slurm.sh BENCHDIFF, as root, with Debian's slurmctld, slurmd, slurm-client and
# munge. Fails where a comparison, an argument or a timeout doesn't come through.
set -eu
benchdiff=$1
scratch=$(mktemp -d)
host=$(hostname)
export SLURM_CONF="$scratch/slurm.conf"

stop() {
  for pid in "$scratch"/*.pid; do
    [ ! -s "$pid" ] || kill "$(cat "$pid")" 2> /dev/null || true
  done
  sleep 1
  rm -rf "$scratch"
}
trap stop EXIT

fail() {
  echo "slurm: $*" >&2
  tail -n 20 "$scratch"/*.log >&2 || true
  exit 1
}

mkdir "$scratch/state" "$scratch/spool"
chmod 755 "$scratch"
mkdir -p /run/munge
chown munge:munge /run/munge
pgrep -x munged > /dev/null || runuser -u munge -- munged --force
cat > "$SLURM_CONF" <<EOF
ClusterName=one
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
StateSaveLocation=$scratch/state
SlurmdSpoolDir=$scratch/spool
SlurmctldLogFile=$scratch/controller.log
SlurmdLogFile=$scratch/node.log
SlurmctldPidFile=$scratch/controller.pid
SlurmdPidFile=$scratch/node.pid
ProctrackType=proctrack/pgid
TaskPlugin=task/none
ReturnToService=2
MpiDefault=none
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE State=UP
EOF
slurmctld -f "$SLURM_CONF"
slurmd -f "$SLURM_CONF"
tries=0
until [ "$(sinfo -h -o %T 2> /dev/null)" = idle ]; do
  tries=$((tries + 1))
  [ $tries -lt 60 ] || fail 'the node does not come up'
  sleep 1
done

cd "$scratch"
"$benchdiff" run --launcher 'srun -Q -n1 {}' --runs 5 --env 'NAME=a b' -C / \
  --old 'echo "Benchmark${NAME#a }$(pwd)" 1 $((100 + $$ % 2)) ns/op' \
  --new 'echo "Benchmark${NAME#a }$(pwd)" 1 $((200 + $$ % 2)) ns/op' > report 2> errors ||
  fail "$(cat errors)"
grep -q '^1 worse, 0 better' report || fail "$(cat report)"
grep -q "^machine: $host" benchdiff-run.txt || fail "$(cat benchdiff-run.txt)"
grep -q '^Benchmarkb/ 1 200 ns/op\|^Benchmarkb/ 1 201 ns/op' benchdiff-run.txt ||
  fail "$(cat benchdiff-run.txt)"

status=0
"$benchdiff" run --launcher 'srun -Q -n1 {}' --runs 2 --timeout 2 -o hung.txt \
  --old 'sleep 987' --new 'echo BenchmarkX 1 1 ns/op' 2> errors || status=$?
[ $status -eq 2 ] && grep -q 'took longer than 2 s' errors || fail "$(cat errors)"
sleep 2
! pgrep -f 'sleep 987' > /dev/null || fail 'a program was left running'
echo 'slurm: compared, and ended what hung'
