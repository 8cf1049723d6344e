package io.cameo.image;

import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.nvjpeg;
import org.bytedeco.cuda.nvjpeg.nvjpegEncoderParams;
import org.bytedeco.cuda.nvjpeg.nvjpegEncoderState;
import org.bytedeco.cuda.nvjpeg.nvjpegHandle;
import org.bytedeco.cuda.nvjpeg.nvjpegImage_t;
import org.bytedeco.cuda.nvjpeg.nvjpegJpegState;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.jspecify.annotations.Nullable;

/**
 * The calls of nvJPEG. Nothing else names the classes of {@code org.bytedeco.cuda}, so that all else loads without them.
 * Handles and states belong to the device on which the calling thread was when they were made.
 */
final class NvJpegCuda {
    /** The oldest nvJPEG that interpolates chroma, as libjpeg-turbo does; all of CUDA 13 do. */
    private static final int FLAGS = nvjpeg.NVJPEG_FLAGS_UPSAMPLING_WITH_INTERPOLATION;

    private static final int ENCODER_SLOTS = 8;

    private NvJpegCuda() {}

    /**
     * Loads the libraries unless that has been done.
     *
     * @throws LinkageError if they are not there
     */
    static void load() {
        Loader.load(nvjpeg.class);
    }

    static String version() {
        int[] part = new int[1];
        StringBuilder version = new StringBuilder();
        // MAJOR_VERSION, MINOR_VERSION and PATCH_LEVEL of CUDA's library_types.h.
        for (int property = 0; property < 3; property++) {
            NvJpeg.check("nvjpegGetProperty", nvjpeg.nvjpegGetProperty(property, part));
            version.append(property == 0 ? "" : ".").append(part[0]);
        }
        return version.toString();
    }

    static NvJpegDecoding decoding(ChannelOrder order) {
        return new Decoding(order);
    }

    static NvJpegEncoding encoding(ChannelOrder order, int quality, long stream) {
        return new Encoding(order, quality, stream(stream));
    }

    /** Memory of the caller. */
    private static final class Address extends BytePointer {
        Address(long at) {
            address = at;
        }
    }

    private static @Nullable CUstream_st stream(long handle) {
        return handle == 0 ? null : new CUstream_st(new Address(handle));
    }

    private static nvjpegHandle handle() {
        nvjpegHandle handle = new nvjpegHandle();
        NvJpeg.check("nvjpegCreateEx", nvjpeg.nvjpegCreateEx(nvjpeg.NVJPEG_BACKEND_DEFAULT, null, null, FLAGS, handle));
        return handle;
    }

    private static final class Decoding implements NvJpegDecoding {
        private static final int CHANNELS = 4;

        private final int format;
        private final nvjpegHandle handle = handle();
        private final nvjpegJpegState single = new nvjpegJpegState();
        private final nvjpegJpegState batched = new nvjpegJpegState();
        private final IntPointer numbers = new IntPointer(2 + 2 * CHANNELS);
        private int initialized;
        private boolean closed;

        Decoding(ChannelOrder order) {
            format = switch (order) {
                case GRAY -> nvjpeg.NVJPEG_OUTPUT_Y;
                case BGR -> nvjpeg.NVJPEG_OUTPUT_BGRI;
                case RGB -> nvjpeg.NVJPEG_OUTPUT_RGBI;
            };
            boolean made = false;
            try {
                NvJpeg.check("nvjpegJpegStateCreate", nvjpeg.nvjpegJpegStateCreate(handle, single));
                NvJpeg.check("nvjpegJpegStateCreate", nvjpeg.nvjpegJpegStateCreate(handle, batched));
                made = true;
            } finally {
                if (!made) {
                    close();
                }
            }
        }

        @Override
        public int imageInfo(long jpeg, long lengthBytes, int[] found) {
            // One after the other: components, subsampling, widths and heights of four.
            IntPointer subsampling = numbers.getPointer(1);
            IntPointer widths = numbers.getPointer(2);
            IntPointer heights = numbers.getPointer(2 + CHANNELS);
            int status = nvjpeg.nvjpegGetImageInfo(
                    handle, new Address(jpeg), lengthBytes, numbers, subsampling, widths, heights);
            found[0] = numbers.get(0);
            found[1] = numbers.get(2);
            found[2] = numbers.get(2 + CHANNELS);
            return status;
        }

        @Override
        public int decodeBatched(Work work, int count, long stream) {
            int status = 0;
            if (initialized != count) {
                // The threads are ignored since CUDA 11; nvJPEG decodes in the one that calls.
                status = nvjpeg.nvjpegDecodeBatchedInitialize(handle, batched, count, 1, format);
            }
            if (status == 0) {
                try (PointerPointer<BytePointer> jpegs = new PointerPointer<>(count);
                        SizeTPointer lengths = new SizeTPointer(count);
                        nvjpegImage_t images = new nvjpegImage_t(count)) {
                    for (int i = 0; i < count; i++) {
                        jpegs.put(i, new Address(work.jpeg(i)));
                        lengths.put(i, work.lengthBytes(i));
                        place(images.getPointer(i), work, i);
                    }
                    status = nvjpeg.nvjpegDecodeBatched(handle, batched, jpegs, lengths, images, stream(stream));
                }
            }
            // After a failure it must be initialised again.
            initialized = status == 0 ? count : 0;
            return status;
        }

        @Override
        public int decode(Work work, int at, long stream) {
            try (nvjpegImage_t image = new nvjpegImage_t()) {
                place(image, work, at);
                return nvjpeg.nvjpegDecode(
                        handle,
                        single,
                        new Address(work.jpeg(at)),
                        work.lengthBytes(at),
                        format,
                        image,
                        stream(stream));
            }
        }

        private static void place(nvjpegImage_t image, Work work, int at) {
            image.channel(0, new Address(work.firstPixel(at))).pitch(0, work.strideBytes(at));
            for (int channel = 1; channel < CHANNELS; channel++) {
                image.channel(channel, null).pitch(channel, 0);
            }
        }

        @Override
        public void close() {
            if (closed) {
                return;
            }
            closed = true;
            numbers.close();
            for (nvjpegJpegState state : new nvjpegJpegState[] {single, batched}) {
                if (!Pointer.isNull(state)) {
                    NvJpeg.check("nvjpegJpegStateDestroy", nvjpeg.nvjpegJpegStateDestroy(state));
                }
            }
            NvJpeg.check("nvjpegDestroy", nvjpeg.nvjpegDestroy(handle));
        }
    }

    private static final class Encoding implements NvJpegEncoding {
        private final ChannelOrder order;
        private final nvjpegHandle handle = handle();
        private final nvjpegEncoderParams params = new nvjpegEncoderParams();
        private final nvjpegEncoderState[] states = new nvjpegEncoderState[ENCODER_SLOTS];
        private boolean closed;

        Encoding(ChannelOrder order, int quality, @Nullable CUstream_st stream) {
            this.order = order;
            for (int i = 0; i < states.length; i++) {
                states[i] = new nvjpegEncoderState();
            }
            boolean made = false;
            try {
                create(quality, stream);
                made = true;
            } finally {
                if (!made) {
                    close();
                }
            }
        }

        private void create(int quality, @Nullable CUstream_st stream) {
            for (nvjpegEncoderState state : states) {
                NvJpeg.check("nvjpegEncoderStateCreate", nvjpeg.nvjpegEncoderStateCreate(handle, state, stream));
            }
            NvJpeg.check("nvjpegEncoderParamsCreate", nvjpeg.nvjpegEncoderParamsCreate(handle, params, stream));
            NvJpeg.check(
                    "nvjpegEncoderParamsSetQuality", nvjpeg.nvjpegEncoderParamsSetQuality(params, quality, stream));
            int subsampling = order == ChannelOrder.GRAY ? nvjpeg.NVJPEG_CSS_GRAY : nvjpeg.NVJPEG_CSS_420;
            NvJpeg.check(
                    "nvjpegEncoderParamsSetSamplingFactors",
                    nvjpeg.nvjpegEncoderParamsSetSamplingFactors(params, subsampling, stream));
        }

        @Override
        public int slots() {
            return states.length;
        }

        @Override
        public int encode(int slot, long pixels, long strideBytes, int widthPx, int heightPx, long stream) {
            try (nvjpegImage_t image = new nvjpegImage_t()) {
                image.channel(0, new Address(pixels)).pitch(0, strideBytes);
                CUstream_st queue = stream(stream);
                return switch (order) {
                    case GRAY ->
                        nvjpeg.nvjpegEncodeYUV(
                                handle, states[slot], params, image, nvjpeg.NVJPEG_CSS_GRAY, widthPx, heightPx, queue);
                    case BGR ->
                        nvjpeg.nvjpegEncodeImage(
                                handle,
                                states[slot],
                                params,
                                image,
                                nvjpeg.NVJPEG_INPUT_BGRI,
                                widthPx,
                                heightPx,
                                queue);
                    case RGB ->
                        nvjpeg.nvjpegEncodeImage(
                                handle,
                                states[slot],
                                params,
                                image,
                                nvjpeg.NVJPEG_INPUT_RGBI,
                                widthPx,
                                heightPx,
                                queue);
                };
            }
        }

        @Override
        public int retrieve(int slot, long dst, long[] lengthBytes, long stream) {
            try (SizeTPointer length = new SizeTPointer(1)) {
                length.put(0, lengthBytes[0]);
                BytePointer target = dst == 0 ? null : new Address(dst);
                int status = nvjpeg.nvjpegEncodeRetrieveBitstream(handle, states[slot], target, length, stream(stream));
                lengthBytes[0] = length.get(0);
                return status;
            }
        }

        @Override
        public void close() {
            if (closed) {
                return;
            }
            closed = true;
            for (nvjpegEncoderState state : states) {
                if (!Pointer.isNull(state)) {
                    NvJpeg.check("nvjpegEncoderStateDestroy", nvjpeg.nvjpegEncoderStateDestroy(state));
                }
            }
            if (!Pointer.isNull(params)) {
                NvJpeg.check("nvjpegEncoderParamsDestroy", nvjpeg.nvjpegEncoderParamsDestroy(params));
            }
            NvJpeg.check("nvjpegDestroy", nvjpeg.nvjpegDestroy(handle));
        }
    }
}
