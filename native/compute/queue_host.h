// Work for a stream where there is no device: a thread of its own does it, in the order in which it was queued, beside
// the caller and beside other streams, as on a GPU. So does a missing wait show on any machine.
#pragma once

#include <stdint.h>

#include <functional>

namespace cameo {

// Queues work on a stream that is open; on NULL and on the calling thread's it is done at once. CAMEO_ERROR_HANDLE where
// there is no such stream, CAMEO_ERROR_MEMORY where there is none left to remember the work.
int32_t queue(void *stream, std::function<void()> work) noexcept;

// Waits for what is queued on any stream, as CUDA does before it frees memory.
int32_t wait_for_all() noexcept;

} // namespace cameo
