package io.cameo.matte;

import io.cameo.image.Image;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** One sample after the other: the specification. */
final class ResampleKernelScalar implements ResampleKernel {
    static final int HALF = 1 << (ResampleTaps.BITS - 1);

    private static final int MOST = 255;

    @Override
    public void across(Image src, ResampleTaps taps, Image dst, RowSpans wanted) {
        int channels = src.format().channels();
        MemorySegment from = src.pixels();
        for (int y = 0; y < src.heightPx(); y++) {
            long row = y * src.strideBytes();
            long out = y * dst.strideBytes();
            for (int x = wanted.begins()[y]; x < wanted.ends()[y]; x++) {
                for (int c = 0; c < channels; c++) {
                    int sum = HALF;
                    long first = row + (long) taps.first(x) * channels + c;
                    for (int k = 0; k < taps.counts()[x]; k++) {
                        int sample = from.get(ValueLayout.JAVA_BYTE, first + (long) k * channels) & 0xff;
                        sum += sample * taps.weights()[x * taps.most() + k];
                    }
                    dst.pixels().set(ValueLayout.JAVA_BYTE, out + (long) x * channels + c, clip(sum));
                }
            }
        }
    }

    @Override
    public void down(Image src, int firstRow, ResampleTaps taps, Image dst, RowSpans wanted) {
        int channels = dst.format().channels();
        MemorySegment from = src.pixels();
        for (int y = 0; y < taps.results(); y++) {
            long first = (taps.first(y) - firstRow) * src.strideBytes();
            long out = y * dst.strideBytes();
            for (int i = wanted.begins()[y] * channels; i < wanted.ends()[y] * channels; i++) {
                int sum = HALF;
                for (int k = 0; k < taps.counts()[y]; k++) {
                    int sample = from.get(ValueLayout.JAVA_BYTE, first + k * src.strideBytes() + i) & 0xff;
                    sum += sample * taps.weights()[y * taps.most() + k];
                }
                dst.pixels().set(ValueLayout.JAVA_BYTE, out + i, clip(sum));
            }
        }
    }

    private static byte clip(int sum) {
        return (byte) Math.clamp(sum >> ResampleTaps.BITS, 0, MOST);
    }
}
