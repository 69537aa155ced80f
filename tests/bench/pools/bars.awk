# Ratios of medians between the results of pools_slices and of Go, with what they are asked to be:
#   awk -f bars.awk pools.txt
/^Benchmark/ {
  sub(/^Benchmark/, "", $1)
  values[$1] = values[$1] " " $3
}

function median(name,    count, sorted, i, j, t) {
  count = split(values[name], sorted, " ")
  for (i = 2; i <= count; i++)
    for (j = i; j > 1 && sorted[j - 1] + 0 > sorted[j] + 0; j--) {
      t = sorted[j]; sorted[j] = sorted[j - 1]; sorted[j - 1] = t
    }
  return count == 0 ? 0 : sorted[int((count + 1) / 2)]
}

function ratio(what, a, b, asked,    x, y) {
  x = median(a); y = median(b)
  if (x == 0 || y == 0) { printf "%-58s not measured\n", what; return }
  printf "%-58s %6.2f / %6.2f = %5.3f  (%s: %s)\n", what, x, y, x / y, asked, \
    x / y <= asked + 0 ? "holds" : "falls short"
}

function most(what, a, asked,    x) {
  x = median(a)
  printf "%-58s %6.2f ns           (%s: %s)\n", what, x, asked, x <= asked + 0 ? "holds" : "falls short"
}

END {
  lease = "Getput/variant=pooled/threads="
  ratio("lease / two out-of-line calls", lease 1, "Getput/variant=two_calls/threads=1", 1.2)
  ratio("lease / Go's sync.Pool", lease 1, "Getput/variant=go_sync_pool/threads=1", 0.15)
  ratio("lease / mutex list, 1 thread", lease 1, "Getput/variant=mutex_list/threads=1", 0.25)
  ratio("lease / mutex list, 2 threads", lease 2, "Getput/variant=mutex_list/threads=2", 0.05)
  ratio("lease / malloc and free of 64 KiB", lease 1, "Getput/variant=malloc_64K/threads=1", 0.1)
  ratio("lease, 2 threads / 1", lease 2, lease 1, 0.65)
  ratio("lease, 4 threads / 2", lease 4, lease 2, 1.1)
  ratio("lease, 8 threads / 2", lease 8, lease 2, 1.1)
  most("burst of 16, a pair", "Burst16/variant=pooled/threads=1", 2.8)
  most("producer to consumer, half of an object's way", "Prodcons/variant=pooled/threads=2", 20)
}
