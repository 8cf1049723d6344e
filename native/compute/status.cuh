// Cameo's own statuses in words.
#pragma once

#include "cameo.h"

namespace cameo {

inline const char *status_text(int32_t status) {
    switch (status) {
        case CAMEO_OK: return "no error";
        case CAMEO_ERROR_NULL: return "a pointer is null";
        case CAMEO_ERROR_SIZE: return "a size or stride is out of range";
        case CAMEO_ERROR_CODE: return "a dtype, layout, order, direction or pixel size is unknown";
        case CAMEO_ERROR_CHANNELS: return "channels do not go with the dtype or order";
        case CAMEO_ERROR_ALIGNMENT: return "a table or tensor is not aligned to its elements";
        case CAMEO_ERROR_TOO_LARGE: return "more work than one launch can hold";
        case CAMEO_ERROR_MEMORY: return "out of memory";
        case CAMEO_ERROR_DEVICE: return "no such device";
        case CAMEO_ERROR_HANDLE: return "no such stream or event, or it is closed";
        case CAMEO_ERROR_NOT_DONE: return "an event was not recorded, has not come to pass, or tells no time";
        default: return "unknown status";
    }
}

} // namespace cameo
