package io.cameo.loader;

import io.cameo.compute.CudaLibrary;
import io.cameo.compute.CudaStream;
import io.cameo.image.ChannelOrder;
import io.cameo.image.DeviceStaging;
import io.cameo.image.DeviceTensor;
import io.cameo.image.Image;
import io.cameo.image.ImageBatch;
import io.cameo.image.PackCuda;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The same on a device, one sample after the other: slow, and there to be compared. */
final class PixelPackCuda implements PixelPack {
    private final TensorSpec spec;
    private final CudaLibrary library;
    private final DeviceStaging staging;
    private final ImageBatch single;
    private final PackCuda kernel;

    PixelPackCuda(TensorSpec spec, CudaLibrary library) {
        this.spec = spec;
        this.library = library;
        staging = new DeviceStaging(library);
        single = new ImageBatch(library, Arena.ofAuto(), 1, spec.channels());
        kernel = new PackCuda(library);
    }

    @Override
    public TensorSpec spec() {
        return spec;
    }

    @Override
    public void pack(Image src, PixelScale scale, MemorySegment dst, long dstOffset) {
        spec.requireFit(src, dst, dstOffset);
        try (CudaStream stream = CudaStream.perThread(library)) {
            single.clear();
            int image = single.add(staging.upload(src, stream));
            for (int channel = 0; channel < PixelScale.MAX_CHANNELS; channel++) {
                single.setScale(image, channel, scale.mean[channel], scale.factor[channel], scale.offset[channel]);
            }
            single.setMirrored(image, scale.isMirrored());
            DeviceTensor room = staging.room(
                    spec.heightPx(),
                    spec.widthPx(),
                    spec.channels(),
                    type(spec.type()),
                    layout(spec.layout()),
                    spec.order() == ChannelOrder.RGB);
            kernel.run(single, room, stream);
            staging.download(room, dst, dstOffset, stream);
            single.clear();
        }
    }

    static DeviceTensor.Type type(TensorType type) {
        return switch (type) {
            case UINT8 -> DeviceTensor.Type.UINT8;
            case INT8 -> DeviceTensor.Type.INT8;
            case FLOAT32 -> DeviceTensor.Type.FLOAT32;
            case FLOAT16 -> DeviceTensor.Type.FLOAT16;
        };
    }

    static DeviceTensor.Layout layout(TensorLayout layout) {
        return switch (layout) {
            case NHWC -> DeviceTensor.Layout.NHWC;
            case NCHW -> DeviceTensor.Layout.NCHW;
        };
    }
}
