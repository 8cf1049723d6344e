/*
 * Cameo's kernels: one C ABI, two libraries. libcameo_cuda runs them on an NVIDIA GPU, libcameo_host the same functions
 * in plain loops, where device memory is host memory and a stream is a thread that works off its queue. Both give the
 * same bits, and neither the order that nobody asked for.
 *
 * All functions
 * - return CAMEO_OK or another status, which cameo_error_text puts into words; negative ones are Cameo's, positive ones
 *   CUDA's. Nothing is thrown across this border;
 * - that take a stream only queue their work on it: arguments and memory must stay as they are until the stream has come
 *   to that point. NULL is CUDA's default stream, 2 its stream of the calling thread; of the host library both have done
 *   their work when a call returns;
 * - trust sizes: the caller has checked that every pointer holds what its sizes say. Refused are NULL, sizes below zero,
 *   unknown codes, and arrays and tensors that are not aligned to their elements. A count of 0 is fine and does nothing;
 * - take pointers to device memory, tables included, unless they say "host". Pixels, masks and planes need no alignment;
 *   they are fastest at multiples of 16 bytes.
 *
 * Images are rows of 8-bit samples from the top, stride bytes apart, channels interleaved. Tensors hold count samples one
 * behind the other without gaps; more than one byte is little-endian.
 *
 *   function             source dtype, layout       channels  dtype of the result   layout      order         border
 *   cameo_face_warp      UINT8 NHWC, ragged         1, 3, 4   any; 4: UINT8 only    NHWC, NCHW  3: both       constant 0
 *   cameo_image_resize   UINT8 NHWC, ragged         1, 3, 4   any; 4: UINT8 only    NHWC, NCHW  3: both       replicate
 *   cameo_image_pack     UINT8 NHWC, of one size    1, 3, 4   any; 4: UINT8 only    NHWC, NCHW  3: both       none
 *   cameo_image_decode   JPEG files, ragged         1, 3      UINT8, ragged         NHWC        BGR         none
 *   cameo_mask_pack      bytes, 0 or not            1         bits, MSB or LSB      rows        -             zero bits
 *   cameo_mask_unpack    bits, MSB or LSB           1         UINT8 0 and 1         rows        -             none
 *   cameo_mask_plane     runs down columns          1         UINT8, or 2 bytes     rows        -             none
 */
#ifndef CAMEO_H
#define CAMEO_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define CAMEO_API __attribute__((visibility("default")))
#else
#define CAMEO_API
#endif

/* Counts up whenever a function's type or meaning changes: the caller must have been made for the same number. */
#define CAMEO_ABI_VERSION 2

enum cameo_status {
    CAMEO_OK = 0,
    CAMEO_ERROR_NULL = -1,
    CAMEO_ERROR_SIZE = -2,
    CAMEO_ERROR_CODE = -3,
    CAMEO_ERROR_CHANNELS = -4,
    CAMEO_ERROR_ALIGNMENT = -5,
    CAMEO_ERROR_TOO_LARGE = -6,
    CAMEO_ERROR_MEMORY = -7,
    CAMEO_ERROR_DEVICE = -8,
    CAMEO_ERROR_HANDLE = -9,
    CAMEO_ERROR_NOT_DONE = -10
};

/* What one number of a tensor is, of a sample s (0 to 255):
 *   UINT8    s
 *   INT8     s - round(mean), clamped to -128 to 127; halves are rounded away from zero
 *   FLOAT32  (s - mean) * factor + offset, in binary32, each of the three operations rounded by itself
 *   FLOAT16  FLOAT32 rounded to binary16, ties to even */
enum cameo_dtype { CAMEO_UINT8 = 0, CAMEO_INT8 = 1, CAMEO_FLOAT32 = 2, CAMEO_FLOAT16 = 3 };

enum cameo_layout { CAMEO_NHWC = 0, CAMEO_NCHW = 1 };

/* Whether a tensor's channels stand as in the source, or the last of three first: BGR to RGB and back. */
enum cameo_order { CAMEO_ORDER_SAME = 0, CAMEO_ORDER_REVERSED = 1 };

/* Which bit of a byte the first of eight pixels is: 0x80 or 0x01. */
enum cameo_bits { CAMEO_MSB_FIRST = 0, CAMEO_LSB_FIRST = 1 };

enum cameo_direction { CAMEO_TO_DEVICE = 0, CAMEO_TO_HOST = 1, CAMEO_ON_DEVICE = 2 };

/* The library ------------------------------------------------------------------------------------------------------- */

/* CAMEO_ABI_VERSION as it was when the library was made. */
CAMEO_API int32_t cameo_abi_version(void);

/* What the library is: "cuda", or "host". Never freed. */
CAMEO_API const char *cameo_kind(void);

/* A status in words; never freed. */
CAMEO_API const char *cameo_error_text(int32_t status);

/* Devices, memory, streams ------------------------------------------------------------------------------------------ */

/* How many devices there are; of the host library one. Host pointer. */
CAMEO_API int32_t cameo_device_count(int32_t *count);

/* What the device is called, as a C string of at most size_bytes with its zero. Host pointer. */
CAMEO_API int32_t cameo_device_name(int32_t device, char *name, int64_t size_bytes);

/* The device on which the calling thread allocates, opens streams and launches from now on. */
CAMEO_API int32_t cameo_device_select(int32_t device);

/* Device memory at a multiple of 256 bytes, not cleared; 0 bytes give NULL. memory is a host pointer. Freeing waits for the
 * device's streams. */
CAMEO_API int32_t cameo_memory_allocate(int64_t size_bytes, void **memory);
CAMEO_API int32_t cameo_memory_free(void *memory);

/* Host memory that devices can copy from and to while the host goes on. memory is a host pointer. */
CAMEO_API int32_t cameo_pinned_allocate(int64_t size_bytes, void **memory);
CAMEO_API int32_t cameo_pinned_free(void *memory);

/* A queue of work that waits for no other queue, unless told to. stream is a host pointer. Closing lets the work that is
 * queued come to its end; the host library waits for it, CUDA does not. */
CAMEO_API int32_t cameo_stream_open(void **stream);
CAMEO_API int32_t cameo_stream_close(void *stream);

/* Waits until all work queued on the stream is done, and returns what became of it. */
CAMEO_API int32_t cameo_stream_wait(void *stream);

/* What is queued on the stream from now on begins when that has come to pass which the event stands for now. The caller
 * does not wait. */
CAMEO_API int32_t cameo_stream_follow(void *stream, void *event);

/* A mark in a stream's work. It stands for the last point that it was recorded at; before the first it stands for nothing,
 * which has come to pass. timed says whether cameo_event_elapsed may ask it; events that need not tell the time cost less.
 * event is a host pointer. An event may be closed while streams are to come to it. */
CAMEO_API int32_t cameo_event_open(int32_t timed, void **event);
CAMEO_API int32_t cameo_event_close(void *event);

/* Lets the event stand for all work that is queued on the stream so far. */
CAMEO_API int32_t cameo_event_record(void *event, void *stream);

/* Waits until that has come to pass which the event stands for. */
CAMEO_API int32_t cameo_event_wait(void *event);

/* 1 if that has come to pass which the event stands for, else 0. done is a host pointer. */
CAMEO_API int32_t cameo_event_done(void *event, int32_t *done);

/* From one timed event to the other, in milliseconds; both have been recorded and have come to pass. elapsed_ms is a host
 * pointer. */
CAMEO_API int32_t cameo_event_elapsed(void *begin, void *end, float *elapsed_ms);

/* Copies between host and device, or on the device; from and to memory that is not pinned it waits for a part of it. */
CAMEO_API int32_t cameo_copy(const void *src, void *dst, int64_t size_bytes, int32_t direction, void *stream);

/* Images to tensors ------------------------------------------------------------------------------------------------- */

/*
 * Draws count images, each through its own affine map, into samples of one size, as cv2.warpAffine with INTER_LINEAR and
 * a border of zero does, bit for bit; then mirrors, reorders channels and scales.
 *
 * src              count pointers to the images' first samples
 * src_stride_bytes count numbers, width * channels or more
 * src_width_px,
 * src_height_px    count numbers each, 1 to 32766
 * matrices         6 for each image, row by row, from pixels of the source to pixels of the sample; finite. One without
 *                  inverse makes every pixel the source's first
 * scales           9 for each image: mean, factor and offset of three channels of the tensor; NULL means 0, 1, 0
 * mirrored         1 byte for each image, not 0 where left becomes right; NULL means none
 * channels         of source and tensor
 * dst              aligned to one number
 */
CAMEO_API int32_t cameo_face_warp(
        const uint8_t *const *src, const int64_t *src_stride_bytes, const int32_t *src_width_px,
        const int32_t *src_height_px, const double *matrices, const float *scales, const uint8_t *mirrored,
        int32_t count, int32_t channels, void *dst, int32_t dst_width_px, int32_t dst_height_px, int32_t dtype,
        int32_t layout, int32_t order, void *stream);

/* As cameo_face_warp, but fits each whole image into the sample, as cv2.resize with INTER_LINEAR does, bit for bit.
 * Images have 1 to 32766 columns and rows. */
CAMEO_API int32_t cameo_image_resize(
        const uint8_t *const *src, const int64_t *src_stride_bytes, const int32_t *src_width_px,
        const int32_t *src_height_px, const float *scales, const uint8_t *mirrored, int32_t count, int32_t channels,
        void *dst, int32_t dst_width_px, int32_t dst_height_px, int32_t dtype, int32_t layout, int32_t order,
        void *stream);

/* As cameo_face_warp, of images that are as large as the samples. */
CAMEO_API int32_t cameo_image_pack(
        const uint8_t *const *src, const int64_t *src_stride_bytes, const float *scales, const uint8_t *mirrored,
        int32_t count, int32_t channels, void *dst, int32_t dst_width_px, int32_t dst_height_px, int32_t dtype,
        int32_t layout, int32_t order, void *stream);

/* JPEGs to images --------------------------------------------------------------------------------------------------- */

/* What keeps one JPEG of a batch from being decoded; cameo_jpeg_text puts it into words. All up to HUFFMAN are found in
 * its header, CUT and those behind HUFFMAN in its data. */
enum cameo_jpeg {
    CAMEO_JPEG_OK = 0,
    CAMEO_JPEG_OTHER = 1,
    CAMEO_JPEG_CUT = 2,
    CAMEO_JPEG_SEGMENT = 3,
    CAMEO_JPEG_PROGRESSIVE = 4,
    CAMEO_JPEG_ARITHMETIC = 5,
    CAMEO_JPEG_PROCESS = 6,
    CAMEO_JPEG_PRECISION = 7,
    CAMEO_JPEG_COMPONENTS = 8,
    CAMEO_JPEG_SAMPLING = 9,
    CAMEO_JPEG_COLOR = 10,
    CAMEO_JPEG_SCANS = 11,
    CAMEO_JPEG_LARGE = 12,
    CAMEO_JPEG_TABLE = 13,
    CAMEO_JPEG_HUFFMAN = 14,
    CAMEO_JPEG_CODE = 15,
    CAMEO_JPEG_RUN = 16,
    CAMEO_JPEG_RESTART = 17,
    CAMEO_JPEG_TAIL = 18
};

/* A reason in words, lower-case; never freed. */
CAMEO_API const char *cameo_jpeg_text(int32_t reason);

/* How many bytes the plan of so many files can need. Host pointer. */
CAMEO_API int32_t cameo_jpeg_room(int32_t count, int64_t *plan_bytes);

/*
 * Reads the headers of count JPEGs and makes a plan of their sizes, places and tables, equal ones once. Runs on the host;
 * all pointers are to host memory. Files may hold anything.
 *
 * files            all files' bytes, of which each has sizes[i] from offsets[i]
 * plan             room for cameo_jpeg_room, aligned to 16; its first used_bytes go to the device as they are
 * reasons          count numbers: whether a file can be decoded, as far as its header tells
 * width_px,
 * height_px        count numbers each, 1 to 1024; 0 where there is a reason
 * components       count numbers, 1 or 3; 0 where there is a reason
 * used_bytes       one number
 * scratch_bytes    one number: what cameo_image_decode needs between its kernels
 */
CAMEO_API int32_t cameo_jpeg_plan(
        const uint8_t *files, int64_t files_bytes, const int64_t *offsets, const int64_t *sizes, int32_t count,
        uint8_t *plan, int64_t plan_bytes, int32_t *reasons, int32_t *width_px, int32_t *height_px, int32_t *components,
        int64_t *used_bytes, int64_t *scratch_bytes);

/*
 * Decodes the JPEGs of a plan: baseline and extended sequential Huffman, 8 bits, gray, 4:4:4, 4:2:2 and 4:2:0, each to
 * the pixels of libjpeg-turbo with its accurate transform and fancy upsampling, bit for bit. One that breaks a rule of the
 * format fails alone, and its pixels hold anything.
 *
 * files, plan      as cameo_jpeg_plan had and made them, copied to the device; the plan aligned to 16
 * scratch          as many bytes as it said, aligned to 16
 * dst              count pointers to first samples; not looked at where there is a reason
 * dst_stride_bytes count numbers, width * channels or more
 * largest_width_px,
 * largest_height_px the largest of all images
 * channels         3: gray ones have it three times; 1: luma alone
 * reasons          count numbers that are written
 */
CAMEO_API int32_t cameo_image_decode(
        const uint8_t *files, const uint8_t *plan, int32_t count, void *scratch, uint8_t *const *dst,
        const int64_t *dst_stride_bytes, int32_t largest_width_px, int32_t largest_height_px, int32_t channels,
        int32_t *reasons, void *stream);

/* Masks ------------------------------------------------------------------------------------------------------------- */

/* In each row, bit i is set where byte i is not zero; the bits that fill up a row's last byte are zero. A packed row has
 * (count + 7) / 8 bytes. Source and destination do not overlap. */
CAMEO_API int32_t cameo_mask_pack(
        const uint8_t *src, int64_t src_stride_bytes, uint8_t *dst, int64_t dst_stride_bytes, int64_t rows,
        int64_t count, int32_t bits, void *stream);

/* The way back: count bytes of 0 and 1 in each row. */
CAMEO_API int32_t cameo_mask_unpack(
        const uint8_t *src, int64_t src_stride_bytes, uint8_t *dst, int64_t dst_stride_bytes, int64_t rows,
        int64_t count, int32_t bits, void *stream);

/*
 * Paints the instance planes of count images. A mask is runs of pixels out and in by turns, out first, column by column
 * from the left as COCO has it; here by where each run ends. A pixel gets the low 16 bits of the first person's rule that
 * covers it (0 if none does), and those of all marks that cover it.
 *
 * run_ends         of all masks one behind the other; a mask's last is its image's number of pixels
 * first_run        for each mask, and one more: where in run_ends it begins
 * rules            for each mask: the value, and 0x10000 where it is a mark
 * first_mask       for each image, and one more: its masks
 * width_px,
 * height_px        count numbers each, below 2^31 pixels
 * dst              count pointers; bytes between rows stay. Pixels of 2 bytes are aligned
 * dst_stride_bytes count numbers
 * largest_width_px,
 * largest_height_px the largest of all images
 * pixel_bytes      1 or 2
 */
CAMEO_API int32_t cameo_mask_plane(
        const int32_t *run_ends, const int32_t *first_run, const int32_t *rules, const int32_t *first_mask,
        const int32_t *width_px, const int32_t *height_px, uint8_t *const *dst, const int64_t *dst_stride_bytes,
        int32_t count, int32_t largest_width_px, int32_t largest_height_px, int32_t pixel_bytes, void *stream);

#ifdef __cplusplus
}
#endif

#endif
