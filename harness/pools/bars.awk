# Ratios of medians between the results of pools_benchmark and of Go, with p10 and p90 of both and what
# is asked of them:
#   awk -f bars.awk pools.txt
/^Benchmark/ {
  sub(/^Benchmark/, "", $1)
  values[$1] = values[$1] " " $3
}

# Sorts the values of a name into `sorted`, and gives their number.
function sort(name,    count, i, j, t) {
  count = split(values[name], sorted, " ")
  for (i = 2; i <= count; i++)
    for (j = i; j > 1 && sorted[j - 1] + 0 > sorted[j] + 0; j--) {
      t = sorted[j]; sorted[j] = sorted[j - 1]; sorted[j - 1] = t
    }
  return count
}

function quantile(name, q,    count) {
  count = sort(name)
  return count == 0 ? 0 : sorted[int((count - 1) * q + 0.5) + 1]
}

function median(name) { return quantile(name, 0.5) }

function shown(name) {
  return sprintf("%.2f [%.2f, %.2f]", median(name), quantile(name, 0.1), quantile(name, 0.9))
}

function verdict(value, asked) {
  return asked ": " (value <= asked + 0 ? "holds" : "falls short")
}

function ratio(what, a, b, asked) {
  if (median(a) == 0 || median(b) == 0) { printf "%-44s not measured\n", what; return }
  printf "%-44s %20s / %22s = %.3f (%s)\n", what, shown(a), shown(b), median(a) / median(b), \
    verdict(median(a) / median(b), asked)
}

function most(what, a, asked) {
  printf "%-44s %20s ns (%s)\n", what, shown(a), verdict(median(a), asked)
}

END {
  lease = "Getput/variant=pooled/threads="
  ratio("lease / two out-of-line calls", lease 1, "Getput/variant=two_calls/threads=1", 1.2)
  ratio("lease / Go's sync.Pool", lease 1, "Getput/variant=go_sync_pool/threads=1", 0.15)
  ratio("lease / mutex list, 1 thread", lease 1, "Getput/variant=mutex_list/threads=1", 0.25)
  ratio("lease / mutex list, 2 threads", lease 2, "Getput/variant=mutex_list/threads=2", 0.05)
  ratio("lease / new and delete of 64 KiB", lease 1, "Getput/variant=new_64K/threads=1", 0.1)
  ratio("lease, 2 threads / 1", lease 2, lease 1, 0.65)
  ratio("lease, 4 threads / 2", lease 4, lease 2, 1.1)
  ratio("lease, 8 threads / 2", lease 8, lease 2, 1.1)
  most("burst of 16, a pair", "Burst16/variant=pooled/threads=1", 2.8)
  most("producer to consumer, half of the way", "Prodcons/variant=pooled/threads=2", 20)
}
