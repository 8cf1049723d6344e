// Runs a body, block by block. A body has a type Shared, what the threads of a block have in common, and two steps:
//   void lay(int64_t block, int thread, Shared &) const    fills it
//   void run(int64_t block, int thread, const Shared &) const    begins when all threads have laid
// Both are CAMEO_BOTH and do their thread's part of the block. On the host the threads of a block take turns, so that a
// wrong share of work shows there, too.
#pragma once

#include "cameo.h"
#include "compute/portable.cuh"

#ifndef __CUDACC__
#include "compute/queue_host.h"
#endif

namespace cameo {

// What a grid of one dimension can have.
constexpr int64_t MOST_BLOCKS = 0x7fffffff;

struct NothingShared {};

#ifdef __CUDACC__

// No more registers than let three blocks share a multiprocessor; with four, some kernels spill.
template <class Body>
__global__ void __launch_bounds__(THREADS, 3) kernel(const Body body) {
    __shared__ typename Body::Shared shared;
    body.lay(blockIdx.x, static_cast<int>(threadIdx.x), shared);
    __syncthreads();
    body.run(blockIdx.x, static_cast<int>(threadIdx.x), shared);
}

template <class Body>
int32_t launch(int64_t blocks, const Body &body, void *stream) {
    if (blocks > MOST_BLOCKS) {
        return CAMEO_ERROR_TOO_LARGE;
    }
    if (blocks > 0) {
        kernel<Body><<<static_cast<unsigned>(blocks), THREADS, 0, static_cast<cudaStream_t>(stream)>>>(body);
        return static_cast<int32_t>(cudaGetLastError());
    }
    return CAMEO_OK;
}

#else

template <class Body>
int32_t launch(int64_t blocks, const Body &body, void *stream) {
    if (blocks > MOST_BLOCKS) {
        return CAMEO_ERROR_TOO_LARGE;
    }
    return queue(stream, [blocks, body] {
        for (int64_t block = 0; block < blocks; block++) {
            typename Body::Shared shared;
            for (int thread = 0; thread < THREADS; thread++) {
                body.lay(block, thread, shared);
            }
            for (int thread = 0; thread < THREADS; thread++) {
                body.run(block, thread, shared);
            }
        }
    });
}

#endif

} // namespace cameo
