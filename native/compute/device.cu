// Devices, memory and streams as CUDA's runtime has them.
#include <string.h>

#include "cameo.h"
#include "compute/status.cuh"

static int32_t status_of(cudaError_t error) {
    if (error != cudaSuccess) {
        // It is told now; a later launch must not find it.
        static_cast<void>(cudaGetLastError());
    }
    return static_cast<int32_t>(error);
}

extern "C" int32_t cameo_abi_version(void) {
    return CAMEO_ABI_VERSION;
}

extern "C" const char *cameo_kind(void) {
    return "cuda";
}

extern "C" const char *cameo_error_text(int32_t status) {
    return status > 0 ? cudaGetErrorString(static_cast<cudaError_t>(status)) : cameo::status_text(status);
}

extern "C" int32_t cameo_device_count(int32_t *count) {
    if (count == nullptr) {
        return CAMEO_ERROR_NULL;
    }
    int found = 0;
    const int32_t status = status_of(cudaGetDeviceCount(&found));
    *count = found;
    return status;
}

extern "C" int32_t cameo_device_name(int32_t device, char *name, int64_t size_bytes) {
    if (name == nullptr) {
        return CAMEO_ERROR_NULL;
    }
    if (size_bytes < 1) {
        return CAMEO_ERROR_SIZE;
    }
    cudaDeviceProp properties;
    const int32_t status = status_of(cudaGetDeviceProperties(&properties, device));
    if (status == CAMEO_OK) {
        const size_t length = strnlen(properties.name, static_cast<size_t>(size_bytes) - 1);
        memcpy(name, properties.name, length);
        name[length] = 0;
    }
    return status;
}

extern "C" int32_t cameo_device_select(int32_t device) {
    return status_of(cudaSetDevice(device));
}

extern "C" int32_t cameo_memory_allocate(int64_t size_bytes, void **memory) {
    if (memory == nullptr) {
        return CAMEO_ERROR_NULL;
    }
    *memory = nullptr;
    if (size_bytes < 0) {
        return CAMEO_ERROR_SIZE;
    }
    return size_bytes == 0 ? CAMEO_OK : status_of(cudaMalloc(memory, static_cast<size_t>(size_bytes)));
}

extern "C" int32_t cameo_memory_free(void *memory) {
    return status_of(cudaFree(memory));
}

extern "C" int32_t cameo_pinned_allocate(int64_t size_bytes, void **memory) {
    if (memory == nullptr) {
        return CAMEO_ERROR_NULL;
    }
    *memory = nullptr;
    if (size_bytes < 0) {
        return CAMEO_ERROR_SIZE;
    }
    return size_bytes == 0
        ? CAMEO_OK
        : status_of(cudaHostAlloc(memory, static_cast<size_t>(size_bytes), cudaHostAllocPortable));
}

extern "C" int32_t cameo_pinned_free(void *memory) {
    return memory == nullptr ? CAMEO_OK : status_of(cudaFreeHost(memory));
}

extern "C" int32_t cameo_stream_open(void **stream) {
    if (stream == nullptr) {
        return CAMEO_ERROR_NULL;
    }
    cudaStream_t opened = nullptr;
    const int32_t status = status_of(cudaStreamCreateWithFlags(&opened, cudaStreamNonBlocking));
    *stream = opened;
    return status;
}

extern "C" int32_t cameo_stream_close(void *stream) {
    return status_of(cudaStreamDestroy(static_cast<cudaStream_t>(stream)));
}

extern "C" int32_t cameo_stream_wait(void *stream) {
    return status_of(cudaStreamSynchronize(static_cast<cudaStream_t>(stream)));
}

extern "C" int32_t cameo_stream_follow(void *stream, void *event) {
    return status_of(cudaStreamWaitEvent(static_cast<cudaStream_t>(stream), static_cast<cudaEvent_t>(event), 0));
}

extern "C" int32_t cameo_event_open(int32_t timed, void **event) {
    if (event == nullptr) {
        return CAMEO_ERROR_NULL;
    }
    // Who waits sleeps: the cores are for decoding, not for watching a GPU.
    const unsigned flags = cudaEventBlockingSync | (timed == 0 ? cudaEventDisableTiming : cudaEventDefault);
    cudaEvent_t opened = nullptr;
    const int32_t status = status_of(cudaEventCreateWithFlags(&opened, flags));
    *event = opened;
    return status;
}

extern "C" int32_t cameo_event_close(void *event) {
    return status_of(cudaEventDestroy(static_cast<cudaEvent_t>(event)));
}

extern "C" int32_t cameo_event_record(void *event, void *stream) {
    return status_of(cudaEventRecord(static_cast<cudaEvent_t>(event), static_cast<cudaStream_t>(stream)));
}

extern "C" int32_t cameo_event_wait(void *event) {
    return status_of(cudaEventSynchronize(static_cast<cudaEvent_t>(event)));
}

extern "C" int32_t cameo_event_done(void *event, int32_t *done) {
    if (done == nullptr) {
        return CAMEO_ERROR_NULL;
    }
    const cudaError_t found = cudaEventQuery(static_cast<cudaEvent_t>(event));
    *done = found == cudaSuccess ? 1 : 0;
    return found == cudaErrorNotReady ? CAMEO_OK : status_of(found);
}

extern "C" int32_t cameo_event_elapsed(void *begin, void *end, float *elapsed_ms) {
    if (elapsed_ms == nullptr) {
        return CAMEO_ERROR_NULL;
    }
    return status_of(
        cudaEventElapsedTime(elapsed_ms, static_cast<cudaEvent_t>(begin), static_cast<cudaEvent_t>(end)));
}

extern "C" int32_t cameo_copy(const void *src, void *dst, int64_t size_bytes, int32_t direction, void *stream) {
    if (size_bytes < 0) {
        return CAMEO_ERROR_SIZE;
    }
    if (direction < CAMEO_TO_DEVICE || direction > CAMEO_ON_DEVICE) {
        return CAMEO_ERROR_CODE;
    }
    if (size_bytes == 0) {
        return CAMEO_OK;
    }
    if (src == nullptr || dst == nullptr) {
        return CAMEO_ERROR_NULL;
    }
    const cudaMemcpyKind kind = direction == CAMEO_TO_DEVICE ? cudaMemcpyHostToDevice
        : direction == CAMEO_TO_HOST                         ? cudaMemcpyDeviceToHost
                                                             : cudaMemcpyDeviceToDevice;
    return status_of(
        cudaMemcpyAsync(dst, src, static_cast<size_t>(size_bytes), kind, static_cast<cudaStream_t>(stream)));
}
