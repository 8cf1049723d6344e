package io.cameo.loader;

import io.cameo.compute.Device;
import io.cameo.compute.DeviceRun;
import io.cameo.compute.DeviceSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A process that reads batches with whatever its properties call a GPU, and says what they were. */
final class LoaderDeviceChild {
    private LoaderDeviceChild() {}

    /** Argument: the record file. */
    public static void main(String[] args) throws IOException {
        DeviceSettings device = DeviceSettings.of(Device.CUDA).withListener(new DeviceRun.Listener() {
            @Override
            public void gaveUp(String text) {
                System.err.println(text);
            }
        });
        try (Loader loader = LoaderDeviceTest.loader(Path.of(args[0]), 5, TensorType.FLOAT32, TensorLayout.NHWC)
                .onError(ErrorPolicy.SKIP)
                .device(device)
                .open()) {
            System.out.println(sum(LoaderDeviceTest.rows(loader)));
            System.out.println(loader.device().onDevice() > 0);
        }
    }

    static int sum(List<byte[]> rows) {
        return rows.stream().mapToInt(Arrays::hashCode).reduce(1, (all, one) -> 31 * all + one);
    }
}
