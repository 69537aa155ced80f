// Go's sync.Pool beside the pools of C++: short slices, each a result in the Go benchmark format.
package main

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

var pool = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func getput(n int) {
	for i := 0; i < n; i++ {
		b := pool.Get().(*bytes.Buffer)
		b.Reset()
		pool.Put(b)
	}
}

func burst(n int) {
	var held [16]*bytes.Buffer
	for i := 0; i < n/16; i++ {
		for k := range held {
			held[k] = pool.Get().(*bytes.Buffer)
			held[k].Reset()
		}
		for _, b := range held {
			pool.Put(b)
		}
	}
}

// cpuTime is what all threads of this process have computed for.
func cpuTime() time.Duration {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// slice runs some work on as many goroutines as processors, and gives ns/op, and whether nothing
// else ran on the CPUs meanwhile.
func slice(threads int, work func(int)) (ops int64, ns float64, clean bool) {
	const batch = 16 * 64
	runtime.GOMAXPROCS(threads)
	var over atomic.Bool
	var total atomic.Int64
	var group sync.WaitGroup
	begin, before := time.Now(), cpuTime()
	for t := 0; t < threads; t++ {
		group.Add(1)
		go func() {
			defer group.Done()
			ops := int64(0)
			for !over.Load() {
				work(batch)
				ops += batch
			}
			total.Add(ops)
		}()
	}
	time.Sleep(12 * time.Millisecond)
	over.Store(true)
	group.Wait()
	wall, share := time.Since(begin), 0.97
	cpus := threads
	if cpus > runtime.NumCPU() {
		cpus = runtime.NumCPU()
	}
	if threads > 1 {
		share = 0.9
	}
	clean = float64(cpuTime()-before) >= share*float64(cpus)*float64(wall)
	return total.Load(), float64(wall.Nanoseconds()) / float64(total.Load()), clean
}

// measure prints the first clean one of a few slices, and those before as comments.
func measure(name string, threads int, work func(int)) {
	for try := 0; try < 4; try++ {
		ops, ns, clean := slice(threads, work)
		mark := ""
		if !clean {
			mark = "# contaminated: "
		}
		fmt.Printf("%sBenchmark%s/variant=go_sync_pool/threads=%d %d %.4g ns/op\n", mark, name, threads, ops, ns)
		if clean {
			return
		}
	}
}

func main() {
	rounds := 15
	if len(os.Args) > 1 {
		rounds, _ = strconv.Atoi(os.Args[1])
	}
	for r := 0; r < rounds; r++ {
		for _, threads := range []int{1, 2, 4, 8} {
			measure("Getput", threads, getput)
		}
		measure("Burst16", 1, burst)
	}
}
