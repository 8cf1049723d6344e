package io.cameo.image;

import io.cameo.compute.CudaStream;
import io.cameo.compute.DeviceRun;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes on the device what that takes; all else on the CPU, whose pixels and words those are then. */
final class DeviceDecoderJpeg implements DeviceDecoder {
    private final DeviceJpegs jpegs;
    private final DeviceDecoderHost rest;
    private final DeviceRun run;

    /** Both are closed with this. */
    DeviceDecoderJpeg(DeviceJpegs jpegs, DeviceDecoderHost rest, DeviceRun run) {
        this.jpegs = jpegs;
        this.rest = rest;
        this.run = run;
    }

    @Override
    public List<Decoded> decode(List<MemorySegment> encoded, ColorMode mode, CudaStream stream) {
        List<Decoded> decoded = new ArrayList<>(encoded.size());
        @Nullable DeviceImage[] there = jpegs.decode(encoded, mode, stream);
        boolean isBegun = false;
        int count = 0;
        for (int i = 0; i < there.length; i++) {
            DeviceImage image = there[i];
            if (image != null) {
                decoded.add(new Decoded.There(image));
                count++;
                continue;
            }
            if (!isBegun) {
                rest.begin();
                isBegun = true;
            }
            decoded.add(rest.decode(encoded.get(i), mode, stream));
        }
        run.decoded(count);
        return decoded;
    }

    @Override
    public long decodedBytes(MemorySegment encoded, ColorMode mode) {
        return rest.decodedBytes(encoded, mode);
    }

    @Override
    public void close() {
        try (DeviceDecoderHost _ = rest) {
            jpegs.close();
        }
    }
}
