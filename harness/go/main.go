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

// slice runs some work on as many goroutines as processors, and gives ns/op.
func slice(threads int, work func(int)) (int64, float64) {
	const batch = 16 * 64
	runtime.GOMAXPROCS(threads)
	var over atomic.Bool
	var total atomic.Int64
	var group sync.WaitGroup
	begin := time.Now()
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
	return total.Load(), float64(time.Since(begin).Nanoseconds()) / float64(total.Load())
}

func main() {
	rounds := 15
	if len(os.Args) > 1 {
		rounds, _ = strconv.Atoi(os.Args[1])
	}
	for r := 0; r < rounds; r++ {
		for _, threads := range []int{1, 2, 4, 8} {
			ops, ns := slice(threads, getput)
			fmt.Printf("BenchmarkGetput/variant=go_sync_pool/threads=%d %d %.4g ns/op\n", threads, ops, ns)
		}
		ops, ns := slice(1, burst)
		fmt.Printf("BenchmarkBurst16/variant=go_sync_pool/threads=1 %d %.4g ns/op\n", ops, ns)
	}
}
