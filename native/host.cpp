// All kernels for the host, in one unit: the files that nvcc compiles, without it.
#include "face/warp.cu"
#include "image/decode.cu"
#include "image/pack.cu"
#include "image/resize.cu"
#include "mask/packing.cu"
#include "mask/plane.cu"
