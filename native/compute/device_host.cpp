// The same entry points where there is no device: its memory is the host's. Streams and events are in queue_host.cpp.
#include <stdlib.h>
#include <string.h>

#include "cameo.h"
#include "compute/queue_host.h"
#include "compute/status.cuh"

namespace cameo {

constexpr int64_t ALIGNMENT_BYTES = 256;
constexpr char NAME[] = "host";

static int32_t allocate(int64_t size_bytes, void **memory) {
    if (memory == nullptr) {
        return CAMEO_ERROR_NULL;
    }
    *memory = nullptr;
    if (size_bytes < 0) {
        return CAMEO_ERROR_SIZE;
    }
    if (size_bytes > INT64_MAX - ALIGNMENT_BYTES) {
        return CAMEO_ERROR_MEMORY;
    }
    if (size_bytes > 0) {
        *memory = nullptr;
        // Not rounded up, so that a sanitizer sees the true end.
        if (posix_memalign(memory, ALIGNMENT_BYTES, static_cast<size_t>(size_bytes)) != 0) {
            *memory = nullptr;
            return CAMEO_ERROR_MEMORY;
        }
    }
    return CAMEO_OK;
}

static int32_t release(void *memory) {
    const int32_t status = memory == nullptr ? static_cast<int32_t>(CAMEO_OK) : wait_for_all();
    if (status == CAMEO_OK) {
        free(memory);
    }
    return status;
}

} // namespace cameo

extern "C" int32_t cameo_abi_version(void) {
    return CAMEO_ABI_VERSION;
}

extern "C" const char *cameo_kind(void) {
    return cameo::NAME;
}

extern "C" const char *cameo_error_text(int32_t status) {
    return cameo::status_text(status);
}

extern "C" int32_t cameo_device_count(int32_t *count) {
    if (count == nullptr) {
        return CAMEO_ERROR_NULL;
    }
    *count = 1;
    return CAMEO_OK;
}

extern "C" int32_t cameo_device_name(int32_t device, char *name, int64_t size_bytes) {
    if (name == nullptr) {
        return CAMEO_ERROR_NULL;
    }
    if (size_bytes < 1) {
        return CAMEO_ERROR_SIZE;
    }
    if (device != 0) {
        return CAMEO_ERROR_DEVICE;
    }
    const size_t length = strnlen(cameo::NAME, static_cast<size_t>(size_bytes) - 1);
    memcpy(name, cameo::NAME, length);
    name[length] = 0;
    return CAMEO_OK;
}

extern "C" int32_t cameo_device_select(int32_t device) {
    return device == 0 ? CAMEO_OK : CAMEO_ERROR_DEVICE;
}

extern "C" int32_t cameo_memory_allocate(int64_t size_bytes, void **memory) {
    return cameo::allocate(size_bytes, memory);
}

extern "C" int32_t cameo_memory_free(void *memory) {
    return cameo::release(memory);
}

extern "C" int32_t cameo_pinned_allocate(int64_t size_bytes, void **memory) {
    return cameo::allocate(size_bytes, memory);
}

extern "C" int32_t cameo_pinned_free(void *memory) {
    return cameo::release(memory);
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
    return cameo::queue(stream, [=] { memcpy(dst, src, static_cast<size_t>(size_bytes)); });
}
